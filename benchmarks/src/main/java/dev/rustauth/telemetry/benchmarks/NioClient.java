package dev.rustauth.telemetry.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jctools.queues.MpscArrayQueue;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * The floor: what a sender written by hand for this one purpose needs. A bare queue of
 * references, one thread that looks into it every millisecond and is never woken, a few
 * keep-alive connections with one request on each, the event encoded by the sender. No
 * time limits, no retry, no TLS, no books; it only understands answers without a body.
 */
final class NioClient implements Contender {

	private static final int DEFAULT_CAPACITY = 1024;

	private static final long CLOSE_MILLIS = 2000;

	private final MpscArrayQueue<TelemetryEvent> queue;

	private final Selector selector;

	private final Deque<Connection> idle = new ArrayDeque<>();

	private final int connections;

	private final byte[] head;

	private final Thread thread = new Thread(this::run, "nio-floor");

	private volatile boolean closing;

	NioClient(int port, int queueCapacity, int connections) {
		this.queue = new MpscArrayQueue<>((queueCapacity > 0) ? queueCapacity : DEFAULT_CAPACITY);
		this.connections = connections;
		this.head = ("POST /events HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Type: application/json\r\n"
				+ "Content-Length: ")
			.getBytes(StandardCharsets.US_ASCII);
		try {
			this.selector = Selector.open();
			for (int i = 0; i < connections; i++) {
				this.idle.add(new Connection(this.selector, port));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void publish(Object prepared) {
		this.queue.offer((TelemetryEvent) prepared);
	}

	private void run() {
		try {
			while (!this.closing || !this.queue.isEmpty() || this.idle.size() < this.connections) {
				drain();
				this.selector.select(1);
				for (SelectionKey key : this.selector.selectedKeys()) {
					Connection connection = (Connection) key.attachment();
					if (connection.answered()) {
						this.idle.push(connection);
					}
				}
				this.selector.selectedKeys().clear();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void drain() throws IOException {
		while (!this.idle.isEmpty()) {
			TelemetryEvent event = this.queue.poll();
			if (event == null) {
				return;
			}
			this.idle.pop().send(this.head, event);
		}
	}

	@Override
	public void close() {
		this.closing = true;
		try {
			this.thread.join(CLOSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * One connection; either idle or waiting for an answer.
	 */
	private static final class Connection {

		private final SocketChannel channel;

		private final Body body = new Body();

		private final ByteBuffer output = ByteBuffer.allocateDirect(64 * 1024);

		private final ByteBuffer input = ByteBuffer.allocateDirect(8 * 1024);

		Connection(Selector selector, int port) throws IOException {
			this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			this.channel.configureBlocking(false);
			this.channel.register(selector, SelectionKey.OP_READ, this);
		}

		void send(byte[] head, TelemetryEvent event) throws IOException {
			this.body.reset();
			Events.write(event, this.body);
			this.output.clear();
			this.output.put(head)
				.put(Integer.toString(this.body.size()).getBytes(StandardCharsets.US_ASCII))
				.put((byte) '\r')
				.put((byte) '\n')
				.put((byte) '\r')
				.put((byte) '\n');
			this.body.writeTo(this.output);
			this.output.flip();
			while (this.output.hasRemaining()) {
				this.channel.write(this.output);
			}
		}

		/**
		 * Whether the answer is there as a whole: it ends with an empty line.
		 */
		boolean answered() throws IOException {
			if (this.channel.read(this.input) < 0) {
				throw new IOException("The collector closed the connection");
			}
			int end = this.input.position();
			if (end < 4 || this.input.get(end - 1) != '\n' || this.input.get(end - 3) != '\n') {
				return false;
			}
			this.input.clear();
			return true;
		}

	}

	/**
	 * Bytes that are copied once.
	 */
	private static final class Body extends ByteArrayOutputStream {

		void writeTo(ByteBuffer target) {
			target.put(this.buf, 0, this.count);
		}

	}

}
