package dev.rustauth.telemetry.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A collector on a plain socket that does with each request what it was told to, and
 * records what really arrived. Answers 204 when it wasn't told anything.
 * <pre class="code">
 * try (ScriptedCollector collector = ScriptedCollector.start()) {
 *     collector.then(Answer.status(503)).then(Answer.resetAfterBody());
 *     // let something post to collector.url()
 *     List&lt;ReceivedRequest&gt; requests = collector.awaitRequests(3);
 * }
 * </pre> Listens on a free port of the loopback interface. Its threads are daemons, its
 * waits end after {@link #PATIENCE} at the latest.
 */
public final class ScriptedCollector implements AutoCloseable {

	/** How long anything here waits before it gives up. */
	public static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final List<Socket> REFUSING = new CopyOnWriteArrayList<>();

	private final Deque<Answer> script = new ConcurrentLinkedDeque<>();

	private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();

	private final Set<CollectorConnection> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicInteger mostOpen = new AtomicInteger();

	private final AtomicInteger failedHandshakes = new AtomicInteger();

	private final @Nullable SSLContext tls;

	private final boolean clientAuthentication;

	private final int port;

	private volatile Answer otherwise = Answer.status(204);

	private volatile ServerSocket server;

	private ScriptedCollector(@Nullable SSLContext tls, boolean clientAuthentication) {
		this.tls = tls;
		this.clientAuthentication = clientAuthentication;
		this.server = listen(0);
		this.port = this.server.getLocalPort();
		accept(this.server);
	}

	/**
	 * Start a collector for http.
	 */
	public static ScriptedCollector start() {
		return new ScriptedCollector(null, false);
	}

	/**
	 * Start a collector for https.
	 * @param tls its certificate, and whom it trusts
	 * @param clientAuthentication whether clients have to show a certificate
	 */
	public static ScriptedCollector startTls(SSLContext tls, boolean clientAuthentication) {
		return new ScriptedCollector(tls, clientAuthentication);
	}

	/**
	 * A URL at which nobody listens, nor will while this JVM lives, because the port
	 * stays taken: connections are refused.
	 */
	public static String refusingUrl() {
		try {
			Socket socket = new Socket();
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			REFUSING.add(socket);
			return "http://127.0.0.1:" + socket.getLocalPort() + "/telemetry";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Do this with the next request that has no answer yet.
	 */
	public ScriptedCollector then(Answer answer) {
		this.script.add(answer);
		return this;
	}

	/**
	 * Do this with requests for which the script has nothing.
	 */
	public ScriptedCollector otherwise(Answer answer) {
		this.otherwise = answer;
		return this;
	}

	/**
	 * Where to post to: {@code http://127.0.0.1:<port>/telemetry}, or
	 * {@code https://localhost:<port>/telemetry}.
	 */
	public String url() {
		return origin() + "/telemetry";
	}

	/**
	 * Scheme, host and port of {@link #url()}.
	 */
	public String origin() {
		return ((this.tls != null) ? "https://localhost:" : "http://127.0.0.1:") + this.port;
	}

	/**
	 * The port, the same before {@link #stop()} and after {@link #restart()}.
	 */
	public int port() {
		return this.port;
	}

	/**
	 * What has arrived so far, in the order in which it was read.
	 */
	public List<ReceivedRequest> requests() {
		return List.copyOf(this.requests);
	}

	/**
	 * Wait until that many requests have arrived.
	 * @return all that have arrived
	 * @throws AssertionError if they don't within {@link #PATIENCE}
	 */
	public List<ReceivedRequest> awaitRequests(int count) {
		long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
		synchronized (this.requests) {
			while (this.requests.size() < count) {
				long left = (giveUpAt - System.nanoTime()) / 1_000_000;
				if (left <= 0) {
					throw new AssertionError(
							"%d requests expected, but only these arrived: %s".formatted(count, this.requests));
				}
				try {
					this.requests.wait(left);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new AssertionError("Interrupted while waiting for " + count + " requests", ex);
				}
			}
		}
		return requests();
	}

	/**
	 * Wait until that many events have arrived, each in a request of its own.
	 * @return all that have arrived
	 */
	public List<JsonNode> awaitEvents(int count) {
		return events(awaitRequests(count));
	}

	/**
	 * Wait for {@code init}.
	 * @return its config snapshot
	 */
	public JsonNode awaitConfig() {
		JsonNode config = awaitEvents(1).get(0).path("payload").path("config");
		if (!config.isObject()) {
			throw new AssertionError("No config in " + bodies());
		}
		return config;
	}

	/**
	 * The events that have arrived so far, in their order.
	 */
	public List<JsonNode> events() {
		return events(requests());
	}

	private static List<JsonNode> events(List<ReceivedRequest> requests) {
		return requests.stream().map((request) -> JsonMapper.shared().readTree(request.text())).toList();
	}

	/**
	 * Their types.
	 */
	public List<String> types() {
		return events().stream().map((event) -> event.path("type").asString()).toList();
	}

	/**
	 * They as text.
	 */
	public List<String> bodies() {
		return requests().stream().map(ReceivedRequest::text).toList();
	}

	/**
	 * How many connections were accepted since the start.
	 */
	public int connections() {
		return this.accepted.get();
	}

	/**
	 * How many connections are open, as far as the collector knows.
	 */
	public int openConnections() {
		return this.open.size();
	}

	/**
	 * How many connections were open at once at most.
	 */
	public int mostOpenConnections() {
		return this.mostOpen.get();
	}

	/**
	 * How many TLS handshakes failed.
	 */
	public int failedHandshakes() {
		return this.failedHandshakes.get();
	}

	/**
	 * Die: reset every connection, and refuse new ones.
	 */
	public void stop() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.open.forEach(CollectorConnection::reset);
	}

	/**
	 * Come back on the same port.
	 */
	public void restart() {
		this.server = listen(this.port);
		accept(this.server);
	}

	/**
	 * Close every open connection, in order; new ones are welcome.
	 */
	public void closeConnections() {
		this.open.forEach(CollectorConnection::close);
	}

	@Override
	public void close() {
		stop();
	}

	private static ServerSocket listen(int port) {
		try {
			ServerSocket server = new ServerSocket();
			server.setReuseAddress(true);
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(ServerSocket server) {
		thread("scripted-collector", () -> {
			while (!server.isClosed()) {
				try {
					serve(server.accept());
				}
				catch (IOException ex) {
					// Closed, or a client that has gone again.
				}
			}
		});
	}

	private void serve(Socket socket) throws IOException {
		socket.setSoTimeout((int) PATIENCE.toMillis());
		socket.setTcpNoDelay(true);
		int number = this.accepted.incrementAndGet();
		CollectorConnection connection = new CollectorConnection(this, socket, number);
		this.open.add(connection);
		this.mostOpen.accumulateAndGet(this.open.size(), Math::max);
		thread("scripted-collector-" + number, connection::run);
		if (this.server.isClosed()) {
			connection.reset();
		}
	}

	private static void thread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	// What the connections ask for and report.

	@Nullable SSLContext tls() {
		return this.tls;
	}

	boolean isClientAuthentication() {
		return this.clientAuthentication;
	}

	Answer nextAnswer() {
		Answer answer = this.script.poll();
		return (answer != null) ? answer : this.otherwise;
	}

	/**
	 * Whether the next connection is to be broken before anything is read from it.
	 */
	boolean isBrokenOnConnect() {
		synchronized (this.script) {
			Answer next = this.script.peek();
			if (next != null && next.breaks(Answer.Break.ON_CONNECT)) {
				this.script.remove();
				return true;
			}
		}
		return false;
	}

	void received(ReceivedRequest request) {
		synchronized (this.requests) {
			this.requests.add(request);
			this.requests.notifyAll();
		}
	}

	void handshakeFailed() {
		this.failedHandshakes.incrementAndGet();
	}

	void closed(CollectorConnection connection) {
		this.open.remove(connection);
	}

}
