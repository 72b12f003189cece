package dev.rustauth.telemetry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Tells the {@link Collector} what to do and asks what it got. Blocks; for one thread.
 */
final class CollectorControl implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 120_000;

	private final Socket socket;

	private final BufferedReader answers;

	CollectorControl(int port) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
			this.answers = new BufferedReader(
					new InputStreamReader(this.socket.getInputStream(), StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Forget all and answer 200. */
	void reset() {
		ask("reset");
	}

	/** Forget all, answer 200, and record the numbers of events. */
	void record() {
		ask("reset record");
	}

	void status(int status) {
		ask("status " + status);
	}

	/** Read requests and never answer. */
	void hang() {
		ask("hang");
	}

	/** Wait until so many requests were answered with success since the last reset. */
	void await(long requests) {
		ask("await " + requests);
	}

	/** Wait until so many events were recorded. */
	void awaitEvents(long events) {
		ask("await-events " + events);
	}

	Count count() {
		String[] numbers = ask("count").split(" ");
		return new Count(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
	}

	/**
	 * Wait until nothing has come in for two seconds.
	 * @return what has come in till then
	 */
	Count settled() {
		Count before = count();
		Pause.millis(2000);
		Count now = count();
		while (!now.equals(before)) {
			before = now;
			Pause.millis(2000);
			now = count();
		}
		return now;
	}

	private String ask(String command) {
		try {
			this.socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
			String answer = this.answers.readLine();
			if (answer == null) {
				throw new IOException("The collector has ended");
			}
			return answer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(command, ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What reached the collector.
	 *
	 * @param requests requests answered with success
	 * @param distinct different events in them
	 * @param repeated events that had come before
	 */
	record Count(long requests, long distinct, long repeated) {

	}

}
