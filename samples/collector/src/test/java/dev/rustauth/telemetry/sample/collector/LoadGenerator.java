package dev.rustauth.telemetry.sample.collector;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Sends events as fast as they are answered, over connections that stay open. It speaks
 * just enough HTTP, so that most of the machine is left for what is measured.
 */
final class LoadGenerator {

	private static final int DEPLOYMENTS = 200;

	private static final int PATIENCE_MILLIS = 60_000;

	private final String[] bodies = new String[DEPLOYMENTS];

	private final int port;

	private final int connections;

	LoadGenerator(int port, int connections) {
		this.port = port;
		this.connections = connections;
		String body = Samples.wire("java-init");
		for (int i = 0; i < DEPLOYMENTS; i++) {
			this.bodies[i] = body.replace("\"Sau7s1j5", "\"%08d".formatted(i));
		}
	}

	/**
	 * Send events, and wait for all answers. A connection that breaks ends them all.
	 * @param prefix of their keys
	 * @param count how many
	 * @throws IllegalStateException if a connection broke: then there is nothing to
	 * report
	 */
	LoadResult send(String prefix, int count) throws InterruptedException {
		Run run = new Run(prefix, count);
		List<Thread> threads = new ArrayList<>();
		long start = System.nanoTime();
		for (int i = 0; i < this.connections; i++) {
			Thread thread = new Thread(() -> send(run), "load-" + i);
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		Throwable failure = run.failure.get();
		if (failure != null) {
			throw new IllegalStateException("The load broke off after %d events".formatted(run.answered()), failure);
		}
		return LoadResult.of(run.acknowledged, run.refused.get(), run.others.get(), System.nanoTime() - start,
				run.latencies);
	}

	private void send(Run run) {
		try (Connection connection = new Connection(this.port)) {
			for (int number = run.next(); number < run.latencies.length; number = run.next()) {
				long sent = System.nanoTime();
				int status = connection.post(run.prefix + "-" + number, this.bodies[number % DEPLOYMENTS]);
				run.answered(number, status, (int) ((System.nanoTime() - sent) / 1000));
			}
		}
		catch (IOException | RuntimeException ex) {
			run.failure.compareAndSet(null, ex);
		}
	}

	/**
	 * What the connections of one run share.
	 */
	private static final class Run {

		private final String prefix;

		private final AtomicInteger next = new AtomicInteger();

		private final BitSet acknowledged;

		private final AtomicInteger refused = new AtomicInteger();

		private final AtomicInteger others = new AtomicInteger();

		private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

		private final int[] latencies;

		Run(String prefix, int count) {
			this.prefix = prefix;
			this.acknowledged = new BitSet(count);
			this.latencies = new int[count];
		}

		/**
		 * The next number, or one that is too large: nothing is left, or all is lost.
		 */
		int next() {
			return (this.failure.get() != null) ? this.latencies.length : this.next.getAndIncrement();
		}

		void answered(int number, int status, int micros) {
			this.latencies[number] = micros;
			if (status == 202) {
				synchronized (this.acknowledged) {
					this.acknowledged.set(number);
				}
			}
			else {
				((status == 429) ? this.refused : this.others).incrementAndGet();
			}
		}

		int answered() {
			synchronized (this.acknowledged) {
				return this.acknowledged.cardinality() + this.refused.get() + this.others.get();
			}
		}

	}

	/**
	 * A connection that stays open.
	 */
	private static final class Connection implements AutoCloseable {

		private final int port;

		private Socket socket;

		private OutputStream out;

		private InputStream in;

		private boolean ended;

		Connection(int port) throws IOException {
			this.port = port;
			open();
		}

		private void open() throws IOException {
			this.ended = false;
			this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(PATIENCE_MILLIS);
			this.out = this.socket.getOutputStream();
			this.in = new BufferedInputStream(this.socket.getInputStream());
		}

		int post(String key, String body) throws IOException {
			if (this.ended) {
				close();
				open();
			}
			this.out.write(("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					+ "RustAuth-Telemetry-Schema: 1\r\nIdempotency-Key: " + key + "\r\nContent-Length: " + body.length()
					+ "\r\n\r\n" + body)
				.getBytes(StandardCharsets.ISO_8859_1));
			String line = line();
			int status = Integer.parseInt(line.substring(9, 12));
			int length = 0;
			boolean chunked = false;
			for (line = line(); !line.isEmpty(); line = line()) {
				if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
					length = Integer.parseInt(line.substring(16));
				}
				this.ended |= line.equalsIgnoreCase("Connection: close");
				chunked |= line.equalsIgnoreCase("Transfer-Encoding: chunked");
			}
			this.in.readNBytes(length);
			while (chunked) {
				int size = Integer.parseInt(line(), 16);
				this.in.readNBytes(size + 2);
				chunked = size > 0;
			}
			return status;
		}

		private String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int c = this.in.read(); c != '\n'; c = this.in.read()) {
				if (c < 0) {
					throw new EOFException();
				}
				if (c != '\r') {
					line.append((char) c);
				}
			}
			return line.toString();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
