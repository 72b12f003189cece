package dev.rustauth.telemetry.integration.contexts;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

/**
 * A JVM of its own, with the class path of the test or a part of it, and an empty
 * environment.
 */
final class ForkedJvm implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Process process;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Thread reader = new Thread(this::read, "forked-jvm-output");

	private ForkedJvm(Process process) {
		this.process = process;
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/**
	 * Start a JVM.
	 * @param main class with the main method
	 * @param classPath which files of the class path, by name, it gets
	 * @param options options of the JVM
	 * @param arguments arguments of the main method
	 */
	static ForkedJvm start(Class<?> main, Predicate<String> classPath, List<String> options, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.add("-cp");
		command.add(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith("test-classes") || classPath.test(entry))
			.collect(Collectors.joining(File.pathSeparator)));
		command.add(main.getName());
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().clear();
		try {
			return new ForkedJvm(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader in = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			in.lines().forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// The process was killed.
		}
	}

	/**
	 * Wait for lines that begin so.
	 * @return what follows in each
	 */
	List<String> awaitLines(String prefix, int count) {
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
			if (lines(prefix).size() < count) {
				throw new AssertionError("'" + prefix + "' didn't come " + count + " times:\n" + output());
			}
		});
		return lines(prefix);
	}

	private List<String> lines(String prefix) {
		return this.lines.stream()
			.filter((line) -> line.startsWith(prefix))
			.map((line) -> line.substring(prefix.length()).strip())
			.toList();
	}

	/**
	 * Write a line to its standard input.
	 */
	void proceed() {
		try {
			this.process.getOutputStream().write('\n');
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int awaitExit() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("Still running:\n" + output());
		}
		this.reader.join(PATIENCE.toMillis());
		return this.process.exitValue();
	}

	String output() {
		return String.join("\n", this.lines);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
