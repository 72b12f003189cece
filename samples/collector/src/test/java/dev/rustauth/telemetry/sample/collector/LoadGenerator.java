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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Sends events as fast as they are answered, over connections that stay open. It speaks
 * just enough HTTP, so that most of the machine is left for what is measured.
 */
final class LoadGenerator {

	private static final int DEPLOYMENTS = 200;

	private static final int PATIENCE_MILLIS = 60_000;

	/** Of an event, in the answer to a batch. */
	private static final Pattern STATUS = Pattern.compile("\\d+");

	private final String[] bodies = new String[DEPLOYMENTS];

	private final int port;

	private final int connections;

	private final int batch;

	/**
	 * Make one.
	 * @param port of the collector
	 * @param connections how many
	 * @param batch how many events are in a request, all of one deployment; 1 for posts
	 * without an array
	 * @param event the event as JSON, with the anonymous id of the samples
	 */
	LoadGenerator(int port, int connections, int batch, String event) {
		this.port = port;
		this.connections = connections;
		this.batch = batch;
		for (int i = 0; i < DEPLOYMENTS; i++) {
			String own = event.replace("\"Sau7s1j5", "\"%08d".formatted(i));
			this.bodies[i] = (batch == 1) ? own : "[" + String.join(",", Collections.nCopies(batch, own)) + "]";
		}
	}

	/**
	 * Send events, and wait for all answers. A connection that breaks ends them all.
	 * @param prefix of their keys
	 * @param count how many, a multiple of the size of a batch
	 * @throws IllegalStateException if a connection broke: then there is nothing to
	 * report
	 */
	LoadResult send(String prefix, int count) throws InterruptedException {
		Run run = new Run(prefix, count / this.batch, this.batch);
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
				connection.post(run.prefix + "-" + number, this.bodies[number % DEPLOYMENTS]);
				run.answered(number, connection, (int) ((System.nanoTime() - sent) / 1000));
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

		private final int batch;

		private final int[] latencies;

		Run(String prefix, int requests, int batch) {
			this.prefix = prefix;
			this.batch = batch;
			this.acknowledged = new BitSet(requests * batch);
			this.latencies = new int[requests];
		}

		/**
		 * The next number, or one that is too large: nothing is left, or all is lost.
		 */
		int next() {
			return (this.failure.get() != null) ? this.latencies.length : this.next.getAndIncrement();
		}

		void answered(int number, Connection connection, int micros) {
			this.latencies[number] = micros;
			Matcher each = STATUS.matcher((connection.status == 207) ? connection.answer : "");
			for (int i = 0; i < this.batch; i++) {
				answered(number * this.batch + i, (each.find()) ? Integer.parseInt(each.group()) : connection.status);
			}
		}

		private void answered(int event, int status) {
			if (status == 202) {
				synchronized (this.acknowledged) {
					this.acknowledged.set(event);
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

		private int status;

		private String answer = "";

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

		void post(String key, String body) throws IOException {
			if (this.ended) {
				close();
				open();
			}
			this.out.write(("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					+ "RustAuth-Telemetry-Schema: 1\r\nIdempotency-Key: " + key + "\r\nContent-Length: " + body.length()
					+ "\r\n\r\n" + body)
				.getBytes(StandardCharsets.ISO_8859_1));
			String line = line();
			this.status = Integer.parseInt(line.substring(9, 12));
			int length = 0;
			boolean chunked = false;
			for (line = line(); !line.isEmpty(); line = line()) {
				if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
					length = Integer.parseInt(line.substring(16));
				}
				this.ended |= line.equalsIgnoreCase("Connection: close");
				chunked |= line.equalsIgnoreCase("Transfer-Encoding: chunked");
			}
			StringBuilder answer = new StringBuilder(read(length));
			while (chunked) {
				int size = Integer.parseInt(line(), 16);
				answer.append(read(size));
				read(2);
				chunked = size > 0;
			}
			this.answer = answer.toString();
		}

		private String read(int length) throws IOException {
			return new String(this.in.readNBytes(length), StandardCharsets.ISO_8859_1);
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
