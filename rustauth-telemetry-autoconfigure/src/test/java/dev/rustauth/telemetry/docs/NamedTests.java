package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tests that a document names as proofs, written {@code `Type#method`}.
 */
final class NamedTests {

	private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

	private NamedTests() {
	}

	static boolean isNamedIn(String text) {
		return TEST.matcher(text).find();
	}

	/**
	 * The tests that a text names and that don't exist.
	 */
	static Set<String> missing(String text) throws IOException {
		List<Path> sources = sources();
		Set<String> missing = new TreeSet<>();
		Matcher named = TEST.matcher(text);
		while (named.find()) {
			if (!exists(sources, named.group(1), named.group(2))) {
				missing.add(named.group(1) + "#" + named.group(2));
			}
		}
		return missing;
	}

	private static boolean exists(List<Path> sources, String type, String method) throws IOException {
		for (Path source : sources) {
			if (source.getFileName().toString().equals(type + ".java")
					&& Pattern.compile("\\bvoid " + method + "\\(").matcher(Files.readString(source)).find()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The files of all tests in Java.
	 */
	static List<Path> sources() {
		try (Stream<Path> files = Files.walk(Document.root())) {
			return files.filter((file) -> file.toString().replace('\\', '/').contains("/src/test/java/")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
