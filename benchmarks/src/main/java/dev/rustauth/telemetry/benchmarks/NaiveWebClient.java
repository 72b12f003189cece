package dev.rustauth.telemetry.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * What one writes in five minutes: {@code webClient.post()…subscribe()} per event, with
 * Spring's own codecs, on Reactor Netty with its default number of connections.
 */
final class NaiveWebClient implements Contender {

	/** Reactor Netty's default. */
	static final int CONNECTIONS = 500;

	private final ConnectionProvider connections = ConnectionProvider.create("naive", CONNECTIONS);

	private final WebClient client;

	private final Semaphore permits;

	private final int inFlight;

	private final AtomicLong failed = new AtomicLong();

	/**
	 * Make one.
	 * @param port where the collector listens
	 * @param inFlight how many requests may be under way before the caller has to wait,
	 * because beyond its connections and twice as many that wait for one, the client
	 * fails
	 */
	NaiveWebClient(int port, int inFlight) {
		this.client = client(port, this.connections);
		this.inFlight = inFlight;
		this.permits = new Semaphore(inFlight);
	}

	static WebClient client(int port, ConnectionProvider connections) {
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
			.baseUrl("http://localhost:" + port + "/events")
			.build();
	}

	static Mono<?> post(WebClient client, Object event) {
		return client.post().contentType(MediaType.APPLICATION_JSON).bodyValue(event).retrieve().toBodilessEntity();
	}

	@Override
	public void publish(Object prepared) {
		this.permits.acquireUninterruptibly();
		post(this.client, prepared).subscribe((response) -> this.permits.release(), this::failed);
	}

	boolean isIdle() {
		return this.permits.availablePermits() == this.inFlight;
	}

	private void failed(Throwable failure) {
		this.failed.incrementAndGet();
		this.permits.release();
	}

	/** Has nothing to wait for what is under way. */
	@Override
	public void close() {
		this.connections.disposeLater().block();
	}

	@Override
	public long reported() {
		return this.failed.get();
	}

}
