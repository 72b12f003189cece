package dev.rustauth.telemetry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts JVMs like this one: same Java, same class path, 512 MB of heap, nothing else
 * set. What they log is thrown away unless {@code -Dbenchmarks.log=true}.
 */
final class Fork {

	private static final long TIMEOUT_SECONDS = 180;

	private Fork() {
	}

	static Process start(Class<?> main, Object... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
						System.getProperty("java.class.path"), main.getName()));
		for (Object argument : arguments) {
			command.add(argument.toString());
		}
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.redirectError(Boolean.getBoolean("benchmarks.log") ? ProcessBuilder.Redirect.INHERIT
				: ProcessBuilder.Redirect.DISCARD);
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a process prints that ends by itself: killed if it takes too long.
	 * @throws IllegalStateException if it ends without a line
	 */
	static double[] result(Process process) {
		Thread killer = new Thread(() -> killLate(process));
		killer.setDaemon(true);
		killer.start();
		return numbers(process);
	}

	/**
	 * The first line that a process prints, split at spaces.
	 * @throws IllegalStateException if it ends without one
	 */
	static double[] numbers(Process process) {
		try {
			String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
			if (line == null) {
				throw new IllegalStateException("The process ended without a result");
			}
			return List.of(line.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void killLate(Process process) {
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
