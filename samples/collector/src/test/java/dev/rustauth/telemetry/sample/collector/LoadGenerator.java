package dev.rustauth.telemetry.sample.collector;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends events as fast as they are answered, over connections that stay open. It speaks
 * just enough HTTP, so that most of the machine is left for what is measured.
 */
final class LoadGenerator {

	private static final int DEPLOYMENTS = 200;

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
	 * Send events, and wait for all answers.
	 * @param prefix of their keys
	 * @param count how many
	 */
	LoadResult send(String prefix, int count) throws InterruptedException {
		AtomicInteger next = new AtomicInteger();
		BitSet acknowledged = new BitSet(count);
		AtomicInteger refused = new AtomicInteger();
		AtomicInteger others = new AtomicInteger();
		int[] latencies = new int[count];
		List<Thread> threads = new ArrayList<>();
		long start = System.nanoTime();
		for (int i = 0; i < this.connections; i++) {
			Thread thread = new Thread(() -> {
				try (Connection connection = new Connection(this.port)) {
					for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
						long sent = System.nanoTime();
						int status = connection.post(prefix + "-" + number, this.bodies[number % DEPLOYMENTS]);
						latencies[number] = (int) ((System.nanoTime() - sent) / 1000);
						if (status == 202) {
							synchronized (acknowledged) {
								acknowledged.set(number);
							}
						}
						else {
							((status == 429) ? refused : others).incrementAndGet();
						}
					}
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}, "load-" + i);
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		return LoadResult.of(acknowledged, refused.get(), others.get(), System.nanoTime() - start, latencies);
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
