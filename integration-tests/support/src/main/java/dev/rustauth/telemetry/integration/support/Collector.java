package dev.rustauth.telemetry.integration.support;

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
public final class Collector implements AutoCloseable {

	/** Long: starting an application takes a minute on a machine that is busy enough. */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	public Collector() {
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

	public String url() {
		return "http://" + this.server.getAddress().getHostString() + ":" + this.server.getAddress().getPort() + "/";
	}

	public List<String> bodies() {
		return this.bodies;
	}

	/**
	 * What was received so far.
	 * @return the events, in their order
	 */
	public List<JsonNode> events() {
		return this.bodies.stream().map(JsonMapper.shared()::readTree).toList();
	}

	public List<String> types() {
		return events().stream().map((event) -> event.path("type").asString()).toList();
	}

	/**
	 * Wait for events.
	 * @param count how many
	 * @return at least that many
	 */
	public List<JsonNode> await(int count) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.bodies.size() >= count);
		return events();
	}

	/**
	 * Wait for {@code init}.
	 * @return its config snapshot
	 */
	public JsonNode awaitConfig() {
		JsonNode config = await(1).get(0).path("payload").path("config");
		if (!config.isObject()) {
			throw new AssertionError("No config in " + this.bodies);
		}
		return config;
	}

	/**
	 * How many connections to this collector somebody holds open, as far as the system
	 * tells.
	 * @return the number, zero where there is no {@code /proc}
	 */
	public long openConnections() {
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
