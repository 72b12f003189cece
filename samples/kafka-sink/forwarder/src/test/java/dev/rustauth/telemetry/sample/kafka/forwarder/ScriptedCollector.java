package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;

/**
 * A collector that answers as it is told, and keeps what it gets.
 */
final class ScriptedCollector implements AutoCloseable {

	/** Instead of an answer: close the connection. */
	static final int HANG_UP = 0;

	/** Instead of an answer: none before the test is over. */
	static final int SILENCE = -1;

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final Deque<Integer> script = new ConcurrentLinkedDeque<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch over = new CountDownLatch(1);

	private final HttpServer server;

	private volatile int otherwise = 202;

	ScriptedCollector() {
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

	/**
	 * What the next requests are answered with.
	 */
	ScriptedCollector answers(Integer... statuses) {
		this.script.addAll(List.of(statuses));
		return this;
	}

	/**
	 * What requests are answered with when the script has ended.
	 */
	ScriptedCollector otherwise(int status) {
		this.otherwise = status;
		return this;
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			Integer next = this.script.poll();
			int status = (next != null) ? next : this.otherwise;
			this.requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestHeaders(), body, status,
					System.nanoTime()));
			if (status == SILENCE) {
				this.over.await();
			}
			if (status == 429) {
				exchange.getResponseHeaders().add("Retry-After", "2");
			}
			if (status == 302) {
				exchange.getResponseHeaders().add("Location", "/elsewhere");
			}
			if (status > 0) {
				exchange.sendResponseHeaders(status, -1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/events";
	}

	List<Request> await(int requests) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.requests.size() >= requests);
		return this.requests;
	}

	List<Request> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.over.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * A request and what it was answered with.
	 *
	 * @param method its method
	 * @param headers its headers
	 * @param body its body
	 * @param status the answer
	 * @param at when it came, in nanoseconds
	 */
	record Request(String method, Headers headers, String body, int status, long at) {

		String key() {
			return this.headers.getFirst("Idempotency-Key");
		}

	}

}
