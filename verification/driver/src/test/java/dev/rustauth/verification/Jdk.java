package dev.rustauth.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java installation to run applications on.
 *
 * @param home where it is
 * @param version its {@code java.version}
 */
record Jdk(Path home, String version) {

	/**
	 * Those the build was told of, or the one it runs on.
	 */
	static List<Jdk> all() {
		String homes = System.getProperty("verification.jdks", "");
		return Stream.of((homes.isBlank() ? System.getProperty("java.home") : homes).split(",")).map(Jdk::at).toList();
	}

	private static Jdk at(String home) {
		Properties release = new Properties();
		try (InputStream stream = Files.newInputStream(Path.of(home, "release"))) {
			release.load(stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Jdk(Path.of(home), release.getProperty("JAVA_VERSION").replace("\"", ""));
	}

	boolean hasVirtualThreads() {
		return Integer.parseInt(this.version.split("\\.")[0]) >= 21;
	}

	Path java() {
		return this.home.resolve("bin").resolve("java");
	}

	@Override
	public String toString() {
		return "JDK " + this.version;
	}

}
