package dev.rustauth.telemetry.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM loaded, by its own log.
 */
final class LoadedClasses {

	private static final Pattern LINE = Pattern.compile("^(\\S+) source: (.+)$", Pattern.MULTILINE);

	/** Proxies, lambda forms and the like bear numbers. */
	private static final Pattern GENERATED = Pattern.compile("0x|\\$\\$|\\$Proxy\\d|/Lambda|LambdaForm");

	private final Set<String> all = new TreeSet<>();

	private final Set<String> ours = new TreeSet<>();

	private LoadedClasses(String log) {
		Matcher line = LINE.matcher(log);
		while (line.find()) {
			if (GENERATED.matcher(line.group(1)).find()) {
				continue;
			}
			this.all.add(line.group(1));
			if (line.group(2).endsWith("/target/classes/")) {
				this.ours.add(line.group(1));
			}
		}
	}

	/**
	 * The option that makes the JVM write the log.
	 */
	static String option(Path log) {
		return "-Xlog:class+load:file=" + log + ":none:filecount=0";
	}

	static LoadedClasses of(Path log) {
		try {
			return new LoadedClasses(Files.readString(log));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All, less those that were made at run time.
	 */
	Set<String> all() {
		return this.all;
	}

	/**
	 * Those of the starter's own jar.
	 */
	Set<String> ours() {
		return this.ours;
	}

	/**
	 * Those that the other JVM didn't load.
	 */
	Set<String> beyond(LoadedClasses other) {
		Set<String> difference = new TreeSet<>(this.all);
		difference.removeAll(other.all);
		return difference;
	}

}
