package dev.rustauth.telemetry.sample.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

/**
 * A JVM of its own with the class path of the quickstart and an environment of the test's
 * choice. Its output goes to a file.
 */
final class ForkedJvm implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Process process;

	private final Path log;

	private ForkedJvm(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Start one.
	 * @param directory where to put the output
	 * @param variables all of its environment
	 * @param command options of the JVM, the main class and its arguments
	 */
	static ForkedJvm start(Path directory, Map<String, String> variables, List<String> command) {
		List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		all.addAll(command);
		try {
			Path log = Files.createTempFile(directory, "quickstart", ".log");
			ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
			builder.environment().clear();
			builder.environment().putAll(variables);
			return new ForkedJvm(builder.start(), log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The class path of this test without the tests.
	 */
	static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	void awaitOutput(String text) {
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
			if (!output().contains(text)) {
				throw new AssertionError("'" + text + "' never came:\n" + output());
			}
		});
	}

	/**
	 * Ask it to end as an operating system does.
	 */
	void terminate() {
		this.process.toHandle().destroy();
	}

	/**
	 * Wait for the end.
	 * @return the exit status
	 */
	int awaitExit() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("It didn't end:\n" + output());
		}
		return this.process.exitValue();
	}

	String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
