package dev.rustauth.telemetry.sample.collector;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A collector in a JVM of its own, on a port of its own, that can be killed.
 */
final class ForkedCollector implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 200;

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final StringBuffer output = new StringBuffer();

	private ForkedCollector(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "forked-collector-output");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start one that is quick to start. Returns when its port is open.
	 * @param environment variables beyond those of this process
	 * @param arguments of the application
	 */
	static ForkedCollector start(Map<String, String> environment, String... arguments) {
		return start(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), environment, arguments);
	}

	/**
	 * Start one with the JVM as it is by default.
	 * @param environment variables beyond those of this process
	 * @param arguments of the application
	 */
	static ForkedCollector startToMeasure(Map<String, String> environment, String... arguments) {
		return start(List.of(), environment, arguments);
	}

	private static ForkedCollector start(List<String> options, Map<String, String> environment, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
		command.addAll(options);
		command.addAll(List.of(CollectorApplication.class.getName(), "--server.port=0"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("CLASSPATH", classPath());
		builder.environment().putAll(environment);
		try {
			ForkedCollector collector = new ForkedCollector(builder.start());
			collector.port();
			return collector;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * In a variable, because surefire's own is longer than a command line may be.
	 */
	private static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
			.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
	}

	private void read() {
		try (BufferedReader in = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				this.output.append(line).append('\n');
				Matcher matcher = PORT.matcher(line);
				if (matcher.find()) {
					this.port.complete(Integer.valueOf(matcher.group(1)));
				}
			}
		}
		catch (IOException ex) {
			// Killed.
		}
		this.port.completeExceptionally(new IllegalStateException("It ended:\n" + this.output));
	}

	int port() {
		return this.port.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

	/**
	 * Processor time that it has taken.
	 */
	Duration cpu() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * End it as a power cut would, as far as a process can tell: SIGKILL.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("It can't be killed");
		}
	}

	/**
	 * Ask it to end.
	 * @return its exit code
	 */
	int terminate() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("It doesn't end:\n" + this.output);
		}
		return this.process.exitValue();
	}

	String output() {
		return this.output.toString();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
