package dev.rustauth.verification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that runs from its executable jar, in a JVM and an environment of its
 * own. Every wait is bounded; what still runs at the close is killed.
 */
final class ApplicationProcess implements AutoCloseable {

	/** How long anything waits before it gives up: for busy machines. */
	static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int SIGTERM_STATUS = 128 + 15;

	private static final Pattern PORT = Pattern.compile("(?:Tomcat|Netty) started on port (\\d+)");

	private final Process process;

	private final List<String> lines = new ArrayList<>();

	private final Thread reader;

	private ApplicationProcess(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "application-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/**
	 * Start an application.
	 * @param variables all of its environment
	 */
	static ApplicationProcess start(Jdk jdk, String application, Map<String, String> variables, String... arguments) {
		return start(jdk, jar(application), variables, arguments);
	}

	/**
	 * Start an application.
	 * @param variables all of its environment
	 */
	static ApplicationProcess start(Jdk jdk, Path jar, Map<String, String> variables, String... arguments) {
		List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx200m", "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-jar", jar.toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().clear();
		builder.environment().putAll(variables);
		try {
			return new ApplicationProcess(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path jar(String application) {
		return Path.of(System.getProperty("verification.applications"), application, "target", "application.jar")
			.toAbsolutePath()
			.normalize();
	}

	private void read() {
		try (BufferedReader in = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				synchronized (this.lines) {
					this.lines.add(line);
					this.lines.notifyAll();
				}
			}
		}
		catch (IOException ex) {
			// The process was killed.
		}
	}

	/**
	 * The port of its web server, once it listens.
	 */
	int awaitPort() throws InterruptedException {
		awaitOutput(" started on port ");
		Matcher port = PORT.matcher(output());
		assertThat(port.find()).as(output()).isTrue();
		return Integer.parseInt(port.group(1));
	}

	/**
	 * Wait until it says so.
	 */
	void awaitOutput(String text) throws InterruptedException {
		long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
		synchronized (this.lines) {
			while (!output().contains(text)) {
				if (System.nanoTime() > giveUpAt || !this.process.isAlive()) {
					throw new AssertionError("'" + text + "' never came:\n" + output());
				}
				this.lines.wait(200);
			}
		}
	}

	/**
	 * Ask it to end as an operating system does. By its handle, because the process
	 * itself would close the pipe with its last words as well.
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
			throw new AssertionError("The application doesn't end:\n" + output());
		}
		this.reader.join(PATIENCE.toMillis());
		return this.process.exitValue();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	String output() {
		synchronized (this.lines) {
			return String.join("\n", this.lines);
		}
	}

	/**
	 * Have a web application end.
	 */
	void end() throws InterruptedException {
		terminate();
		assertThat(awaitExit()).as(output()).isEqualTo(SIGTERM_STATUS);
		assertQuiet();
	}

	/**
	 * Nothing of ours above INFO. A part of {@code init} that took too long is no matter
	 * of the line, but of a busy machine.
	 */
	void assertQuiet() {
		assertThat(output().lines())
			.filteredOn((line) -> line.contains("elemetry") && !line.contains("TimeoutException"))
			.noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		assertThat(output()).doesNotContain("NoClassDefFoundError", "NoSuchMethodError");
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
