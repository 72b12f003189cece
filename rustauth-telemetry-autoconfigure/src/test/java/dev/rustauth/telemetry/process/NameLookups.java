package dev.rustauth.telemetry.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Counts the name lookups of another JVM, and answers them: its hosts file is a named
 * pipe, so whoever looks a name up has to wait until this here writes into it.
 */
final class NameLookups implements AutoCloseable {

	private final Path pipe;

	private final String hosts;

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean closed;

	private NameLookups(Path pipe, @Nullable String hosts) {
		this.pipe = pipe;
		this.hosts = (hosts != null) ? hosts : "";
		if (hosts == null) {
			return;
		}
		Thread thread = new Thread(this::answer, "name-lookups");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Begin to count.
	 * @param directory where to put the pipe
	 * @param hosts content of the hosts file
	 */
	static NameLookups in(Path directory, String hosts) {
		return new NameLookups(pipe(directory), hosts);
	}

	/**
	 * Leave every lookup without an answer.
	 * @param directory where to put the pipe
	 */
	static NameLookups unanswered(Path directory) {
		return new NameLookups(pipe(directory), null);
	}

	private static Path pipe(Path directory) {
		Path pipe = directory.resolve("hosts-" + System.nanoTime());
		try {
			Process process = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
			if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("mkfifo failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		return pipe;
	}

	/**
	 * The option that makes a JVM ask here.
	 */
	String option() {
		return "-Djdk.net.hosts.file=" + this.pipe;
	}

	int count() {
		return this.count.get();
	}

	private void answer() {
		while (!this.closed) {
			// Opening waits for the reader.
			try (OutputStream out = Files.newOutputStream(this.pipe)) {
				if (!this.closed) {
					this.count.incrementAndGet();
					out.write(this.hosts.getBytes(StandardCharsets.UTF_8));
				}
			}
			catch (IOException ex) {
				// Gone, or the reader went away first.
			}
			pause();
		}
	}

	/**
	 * Give the reader the time to see the end before the next one is served.
	 */
	private void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			this.closed = true;
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			// Opening for both never waits, and lets the other side go on.
			FileChannel.open(this.pipe, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
