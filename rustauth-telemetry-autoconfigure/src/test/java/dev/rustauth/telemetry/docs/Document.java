package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of this repository.
 *
 * @param text its content
 */
public record Document(String text) {

	public static Document read(String file) {
		try {
			return new Document(Files.readString(root().resolve(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The root of the repository: the nearest folder that holds README.md.
	 */
	public static Path root() {
		Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
		for (Path folder = start; folder != null; folder = folder.getParent()) {
			if (Files.exists(folder.resolve("README.md"))) {
				return folder;
			}
		}
		throw new IllegalStateException("There is no README.md in or above " + start);
	}

	/**
	 * The pages that users read.
	 */
	static Stream<String> guide() throws IOException {
		try (Stream<Path> pages = Files.list(root().resolve("docs"))) {
			List<String> names = pages.map((page) -> page.getFileName().toString())
				.filter((name) -> name.endsWith(".md"))
				.map((name) -> "docs/" + name)
				.sorted()
				.toList();
			return Stream.concat(Stream.of("README.md", "SECURITY.md", "UPSTREAM.md", "samples/README.md",
					"samples/collector/README.md", "samples/kafka-sink/README.md"), names.stream());
		}
	}

	/**
	 * The source files of a package of the starter.
	 * @param name name below the root package, empty for all of them
	 */
	public static List<Path> sources(String name) throws IOException {
		Path folder = root().resolve("rustauth-telemetry-autoconfigure/src/main/java/dev/rustauth/telemetry")
			.resolve(name);
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((path) -> path.toString().endsWith(".java")).toList();
		}
	}

	/**
	 * All source files as one text.
	 */
	public static String code() throws IOException {
		StringBuilder code = new StringBuilder();
		for (Path file : sources("")) {
			code.append(Files.readString(file));
		}
		return code.toString();
	}

	/**
	 * What a link may name after the hash, made of the headings.
	 */
	List<String> anchors() {
		return this.text.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\w\\- ]", "")
				.replace(' ', '-'))
			.toList();
	}

	/**
	 * What follows a heading, up to the next one of the same or a higher level.
	 */
	public Document section(String heading) {
		List<String> lines = new ArrayList<>();
		boolean inside = false;
		for (String line : this.text.split("\n")) {
			if (line.startsWith("## ")) {
				inside = line.equals("## " + heading);
			}
			else if (inside) {
				lines.add(line);
			}
		}
		if (lines.isEmpty()) {
			throw new IllegalArgumentException("There is no heading '## " + heading + "'");
		}
		return new Document(String.join("\n", lines));
	}

	/**
	 * The cells of every row of every table, without the header rows.
	 */
	public List<List<String>> rows() {
		List<List<String>> rows = new ArrayList<>();
		boolean body = false;
		for (String line : this.text.split("\n")) {
			if (line.startsWith("| ---")) {
				body = true;
			}
			else if (!line.startsWith("|")) {
				body = false;
			}
			else if (body) {
				rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
			}
		}
		return rows;
	}

	/**
	 * The content of every fenced block in a language.
	 */
	public List<String> blocks(String language) {
		return snippets().stream().filter((snippet) -> snippet.language().equals(language)).map(Snippet::text).toList();
	}

	/**
	 * Every fenced block, also those inside a list, without their indentation.
	 */
	List<Snippet> snippets() {
		return Pattern.compile("(?ms)^( *)```(\\S*)\\n(.*?)^ *```$")
			.matcher(this.text)
			.results()
			.map((block) -> new Snippet(block.group(2), block.group(3).replaceAll("(?m)^" + block.group(1), "")))
			.toList();
	}

	/**
	 * A fenced block.
	 *
	 * @param language what stands behind the opening fence
	 * @param text its lines
	 */
	record Snippet(String language, String text) {

	}

}
