package dev.rustauth.telemetry.integration.contexts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives events over a socket of its own.
 */
final class Collector implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	Collector() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::receive);
		this.server.start();
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(204, -1);
		}
	}

	String url() {
		return "http://" + this.server.getAddress().getHostString() + ":" + this.server.getAddress().getPort() + "/";
	}

	List<String> bodies() {
		return this.bodies;
	}

	/**
	 * The events received so far, in their order.
	 */
	List<JsonNode> events() {
		return this.bodies.stream().map(JsonMapper.shared()::readTree).toList();
	}

	List<String> types() {
		return events().stream().map((event) -> event.path("type").asString()).toList();
	}

	/**
	 * Wait for that many events.
	 */
	List<JsonNode> await(int count) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.bodies.size() >= count);
		return events();
	}

	/**
	 * How many connections to this collector somebody holds open, as far as the system
	 * tells: zero where there is no {@code /proc}.
	 */
	long openConnections() {
		String port = ":%04X".formatted(this.server.getAddress().getPort());
		return Stream.of("tcp", "tcp6")
			.map((table) -> Path.of("/proc/self/net", table))
			.filter(Files::exists)
			.flatMap(Collector::lines)
			.map((line) -> line.strip().split("\\s+"))
			.filter((columns) -> columns[2].endsWith(port) && columns[3].equals("01"))
			.count();
	}

	private static Stream<String> lines(Path path) {
		try {
			return Files.readAllLines(path).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
