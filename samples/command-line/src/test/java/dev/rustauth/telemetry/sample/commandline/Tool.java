package dev.rustauth.telemetry.sample.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tool in a JVM of its own, as somebody starts it: nothing of JUnit on any stack, and
 * an environment of the test's choice. Output goes to a file, so that a reader never
 * holds the process up.
 */
final class Tool implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Process process;

	private final Path out;

	private final Path err;

	private Tool(Process process, Path out, Path err) {
		this.process = process;
		this.out = out;
		this.err = err;
	}

	static Tool start(Path directory, Map<String, String> variables, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
						CommandLineApplication.class.getName()));
		command.addAll(List.of(arguments));
		try {
			Path out = Files.createTempFile("tool", ".out");
			Path err = Files.createTempFile("tool", ".err");
			ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
				.redirectOutput(out.toFile())
				.redirectError(err.toFile());
			builder.environment().clear();
			builder.environment().putAll(variables);
			return new Tool(builder.start(), out, err);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the end.
	 * @return the exit status
	 */
	int awaitExit() {
		try {
			if (!this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("The tool didn't end:\n" + output());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * All that was printed so far, on either channel: what was asked for last.
	 */
	String output() {
		return errors() + answer();
	}

	/**
	 * What was printed on the standard output.
	 */
	String answer() {
		return read(this.out);
	}

	/**
	 * What was printed on the standard error stream.
	 */
	String errors() {
		return read(this.err);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Set<String> listeningPorts() {
		return listeningPorts(this.process.pid());
	}

	/**
	 * The ports at which a process listens, in any version of IP. Linux only.
	 */
	static Set<String> listeningPorts(long pid) {
		Path directory = Path.of("/proc", Long.toString(pid));
		Set<String> ports = new TreeSet<>();
		try {
			Set<String> sockets = sockets(directory.resolve("fd"));
			for (String table : List.of("tcp", "tcp6")) {
				Path path = directory.resolve("net").resolve(table);
				if (Files.exists(path)) {
					Files.readString(path)
						.lines()
						.map((line) -> line.strip().split("\\s+"))
						.filter((columns) -> columns.length > 9 && columns[3].equals("0A")
								&& sockets.contains("socket:[" + columns[9] + "]"))
						.forEach((columns) -> ports.add(table + " " + columns[1]));
				}
			}
			return ports;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> sockets(Path descriptors) throws IOException {
		Set<String> sockets = new TreeSet<>();
		try (Stream<Path> entries = Files.list(descriptors)) {
			for (Path entry : entries.toList()) {
				try {
					sockets.add(Files.readSymbolicLink(entry).toString());
				}
				catch (IOException ex) {
					// Closed in the meantime.
				}
			}
		}
		return sockets;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.out.toFile().delete();
		this.err.toFile().delete();
	}

}
