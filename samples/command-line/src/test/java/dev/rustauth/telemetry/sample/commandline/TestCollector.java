package dev.rustauth.telemetry.sample.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP server on a port of its own that keeps what it gets. Its answers can be held
 * back.
 */
final class TestCollector implements AutoCloseable {

	private static final List<Socket> SILENT = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch answers;

	private final HttpServer server;

	private TestCollector(boolean held) {
		this.answers = new CountDownLatch((held) ? 1 : 0);
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/events", this::answer);
		this.server.start();
	}

	static TestCollector start() {
		return new TestCollector(false);
	}

	/**
	 * One that reads requests and answers none before {@link #answer()}.
	 */
	static TestCollector startHeld() {
		return new TestCollector(true);
	}

	/**
	 * An address at which nobody listens, nor will: the port stays taken.
	 */
	static String deadUrl() {
		try {
			Socket socket = new Socket();
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			SILENT.add(socket);
			return "http://127.0.0.1:" + socket.getLocalPort() + "/events";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.events.add(JsonMapper.shared().readValue(exchange.getRequestBody(), Map.class));
			this.answers.await();
			exchange.sendResponseHeaders(202, -1);
		}
		catch (InterruptedException ex) {
			// The test is over.
			Thread.currentThread().interrupt();
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/events";
	}

	void answer() {
		this.answers.countDown();
	}

	Map<String, Object> awaitEvent() {
		try {
			Map<String, Object> event = this.events.poll(3, TimeUnit.MINUTES);
			if (event == null) {
				throw new AssertionError("No event came");
			}
			return event;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	int waiting() {
		return this.events.size();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
