package dev.rustauth.telemetry.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * The JDK's client, asynchronously, with 16 requests under way; the caller waits for one
 * of them to end.
 */
final class JdkClient implements Contender {

	private static final int IN_FLIGHT = 16;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Semaphore permits = new Semaphore(IN_FLIGHT);

	private final AtomicLong failed = new AtomicLong();

	private final URI uri;

	JdkClient(int port) {
		this.uri = URI.create("http://localhost:" + port + "/events");
	}

	@Override
	public void publish(Object prepared) {
		this.permits.acquireUninterruptibly();
		HttpRequest request = HttpRequest.newBuilder(this.uri)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(Events.json((TelemetryEvent) prepared)))
			.build();
		this.client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
			if (failure != null || response.statusCode() >= 300) {
				this.failed.incrementAndGet();
			}
			this.permits.release();
		});
	}

	@Override
	public void close() {
		this.permits.acquireUninterruptibly(IN_FLIGHT);
	}

	@Override
	public long reported() {
		return this.failed.get();
	}

}
