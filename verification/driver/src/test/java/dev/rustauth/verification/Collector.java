package dev.rustauth.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server that takes events, on a port of its own.
 */
final class Collector implements AutoCloseable {

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final Set<String> keys = ConcurrentHashMap.newKeySet();

	private final HttpServer server;

	private Collector(HttpServer server) {
		this.server = server;
		server.createContext("/events", this::take);
		server.start();
	}

	static Collector start() {
		try {
			return new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			// An event whose answer came too late for the sender comes again.
			if (this.keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")))) {
				this.events.add(new Event(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
			}
			exchange.sendResponseHeaders(202, -1);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/events";
	}

	/**
	 * What to set for an application that is to send here.
	 * @param more further variables
	 */
	Map<String, String> variables(Map<String, String> more) {
		Map<String, String> variables = new HashMap<>(more);
		variables.put("RUSTAUTH_TELEMETRY_ENDPOINT", url());
		variables.putIfAbsent("RUSTAUTH_TELEMETRY", "true");
		return variables;
	}

	/**
	 * The next event.
	 * @param application what sends it, to say what happened if nothing comes
	 */
	Event await(ApplicationProcess application) throws InterruptedException {
		long giveUpAt = System.nanoTime() + ApplicationProcess.PATIENCE.toNanos();
		while (true) {
			Event event = this.events.poll(200, TimeUnit.MILLISECONDS);
			if (event != null) {
				return event;
			}
			if (System.nanoTime() > giveUpAt || (!application.isAlive() && this.events.isEmpty())) {
				throw new AssertionError("No event came from:\n" + application.output());
			}
		}
	}

	/**
	 * How many events came that nobody has asked for.
	 */
	int left() {
		return this.events.size();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * What was received.
	 *
	 * @param method method of the request
	 * @param headers its headers
	 * @param body its body
	 */
	record Event(String method, Headers headers, String body) {

	}

}
