package dev.rustauth.telemetry.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * A JVM of its own with the class path of the tests, an environment of the test's choice
 * and nothing of JUnit on any stack. Every wait is bounded; what was still running at the
 * close is killed.
 */
public final class ForkedJvm implements AutoCloseable {

	/** How long anything here waits before it gives up. */
	static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Process process;

	private final Thread reader;

	private final List<String> lines = new ArrayList<>();

	private boolean ended;

	private ForkedJvm(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "forked-jvm-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/**
	 * One that runs this main class.
	 */
	public static Builder of(Class<?> main) {
		return new Builder(main.getName());
	}

	/**
	 * The JVM in which build plugins have Spring process an application.
	 */
	static Builder builtBySpring() {
		return of(SpringApplicationAotProcessor.class);
	}

	private void read() {
		try (BufferedReader in = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				add(line);
			}
		}
		catch (IOException ex) {
			// The process was killed.
		}
		synchronized (this.lines) {
			this.ended = true;
			this.lines.notifyAll();
		}
	}

	private void add(String line) {
		synchronized (this.lines) {
			this.lines.add(line);
			this.lines.notifyAll();
		}
	}

	/**
	 * Wait for a line that contains the text, and return what follows the text in it.
	 */
	String awaitOutput(String text) {
		return awaitLines(text, 1, (line) -> line.indexOf(text)).get(0);
	}

	/**
	 * Wait for that many lines that begin so, and return what follows in each.
	 */
	public List<String> awaitLines(String prefix, int count) {
		return awaitLines(prefix, count, (line) -> line.startsWith(prefix) ? 0 : -1);
	}

	private List<String> awaitLines(String text, int count, ToIntFunction<String> position) {
		long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
		synchronized (this.lines) {
			while (true) {
				List<String> found = this.lines.stream()
					.filter((line) -> position.applyAsInt(line) >= 0)
					.map((line) -> line.substring(position.applyAsInt(line) + text.length()).strip())
					.toList();
				if (found.size() >= count) {
					return found;
				}
				long left = TimeUnit.NANOSECONDS.toMillis(giveUpAt - System.nanoTime());
				if (this.ended || left <= 0) {
					throw new AssertionError("'" + text + "' didn't come " + count + " times:\n" + output());
				}
				try {
					this.lines.wait(left);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new AssertionError(ex);
				}
			}
		}
	}

	/**
	 * Write a line to its standard input: it may be waiting for one, as in
	 * {@link Talk#waitForParent()}.
	 */
	public void proceed() {
		try {
			this.process.getOutputStream().write('\n');
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ask the process to end as an operating system does: SIGTERM. By its handle, because
	 * the process itself would close the pipe with its last words as well.
	 */
	void terminate() {
		this.process.toHandle().destroy();
	}

	/**
	 * Wait for the end.
	 * @return the exit status
	 */
	public int awaitExit() {
		try {
			if (!this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("The process didn't end:\n" + output());
			}
			this.reader.join(PATIENCE.toMillis());
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * All that was printed so far, on either channel.
	 */
	public String output() {
		synchronized (this.lines) {
			return this.lines.stream().collect(Collectors.joining("\n"));
		}
	}

	long pid() {
		return this.process.pid();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * What to start.
	 */
	public static final class Builder {

		private static final Pattern WEB = Pattern.compile("(tomcat-|jakarta\\.servlet|spring-webmvc|"
				+ "spring-boot-(starter-)?(webmvc|tomcat|servlet|web-server|actuator|health|micrometer|jackson)|"
				+ "micrometer-registry-|spring-security-|flyway-|liquibase-).*");

		private final String main;

		private final Map<String, String> variables = new TreeMap<>();

		private final List<String> options = new ArrayList<>();

		private List<String> arguments = List.of();

		private List<String> classPath = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));

		private List<String> launcher = List.of();

		private Predicate<String> wanted = (entry) -> !WEB.matcher(Path.of(entry).getFileName().toString()).matches();

		private Path directory = Path.of("").toAbsolutePath();

		private Builder(String main) {
			this.main = main;
		}

		/**
		 * A variable of its environment, which is empty otherwise.
		 */
		Builder variable(String name, String value) {
			this.variables.put(name, value);
			return this;
		}

		Builder variables(Map<String, String> variables) {
			this.variables.putAll(variables);
			return this;
		}

		/**
		 * Options of the JVM.
		 */
		public Builder option(String... options) {
			this.options.addAll(List.of(options));
			return this;
		}

		/**
		 * Arguments of the main method.
		 */
		public Builder arguments(List<String> arguments) {
			this.arguments = List.copyOf(arguments);
			return this;
		}

		Builder directory(Path directory) {
			this.directory = directory;
			return this;
		}

		Builder classPathFirst(Path... entries) {
			List<String> all = new ArrayList<>(Arrays.stream(entries).map(Path::toString).toList());
			all.addAll(this.classPath);
			this.classPath = all;
			return this;
		}

		/**
		 * Let it open no more than so many files and sockets.
		 */
		Builder descriptors(int limit) {
			this.launcher = List.of("/bin/sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh");
			return this;
		}

		/**
		 * Leave the starter's own classes out.
		 */
		Builder withoutStarter() {
			this.wanted = this.wanted.and((entry) -> !Path.of(entry).endsWith("target/classes"));
			return this;
		}

		/**
		 * Which entries of this class path it gets. Unless told, all but the web server,
		 * the Actuator and what comes with them: with them on it, every application would
		 * be a web application. Nor has it the libraries that the snapshot is filled
		 * from.
		 */
		public Builder classPath(Predicate<String> wanted) {
			this.wanted = wanted;
			return this;
		}

		String classPath() {
			return this.classPath.stream().filter(this.wanted).collect(Collectors.joining(File.pathSeparator));
		}

		/**
		 * Start it.
		 */
		public ForkedJvm start() {
			List<String> command = new ArrayList<>(this.launcher);
			command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
			command.addAll(this.options);
			command.addAll(List.of("-cp", classPath(), this.main));
			command.addAll(this.arguments);
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.directory(this.directory.toFile());
			builder.environment().clear();
			builder.environment().putAll(this.variables);
			try {
				Files.createDirectories(this.directory);
				return new ForkedJvm(builder.start());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
