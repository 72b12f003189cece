package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The collector at the other end. Redirects are not followed, and bodies of answers are
 * thrown away.
 */
@Component
final class Collector {

	/**
	 * What a collector says of the event itself: the same event would be refused again.
	 * Any other refusal, such as 401, speaks of us or of the collector, and no event may
	 * be given up for it.
	 */
	private static final Set<Integer> ABOUT_THE_EVENT = Set.of(400, 413, 415, 422);

	private final ForwarderProperties properties;

	private final HttpClient client;

	Collector(ForwarderProperties properties) {
		this.properties = properties;
		this.client = HttpClient.newBuilder().connectTimeout(properties.timeout()).build();
	}

	/**
	 * Post one event, and wait for the answer.
	 * @param body the event as it is to be posted
	 * @param idempotencyKey the key by which a collector knows an event again
	 * @throws RefusedEventException if the collector will never take this event
	 * @throws CollectorUnavailableException if it may take it later
	 */
	void post(byte[] body, String idempotencyKey) throws InterruptedException {
		HttpResponse<Void> response = send(request(body, idempotencyKey));
		int status = response.statusCode();
		if (status / 100 == 2) {
			return;
		}
		if (ABOUT_THE_EVENT.contains(status)) {
			throw new RefusedEventException("The collector answered " + status);
		}
		throw new CollectorUnavailableException("it answered " + status, retryAfter(response));
	}

	private HttpRequest request(byte[] body, String idempotencyKey) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.properties.collector())
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", idempotencyKey)
			.POST(BodyPublishers.ofByteArray(body));
		if (this.properties.token() != null) {
			request.header("Authorization", "Bearer " + this.properties.token());
		}
		return request.build();
	}

	/**
	 * The client's own time limit ends with the headers; this one counts the body, too,
	 * and closes the connection.
	 */
	private HttpResponse<Void> send(HttpRequest request) throws InterruptedException {
		CompletableFuture<HttpResponse<Void>> sending = this.client.sendAsync(request, BodyHandlers.discarding());
		try {
			return sending.get(this.properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new CollectorUnavailableException("it didn't answer in time", null);
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			String name = ((cause instanceof IOException) ? cause : ex).getClass().getSimpleName();
			throw new CollectorUnavailableException("the connection failed (" + name + ")", null);
		}
		finally {
			sending.cancel(true);
		}
	}

	/**
	 * In seconds. The other form, a date, is left to our own backoff.
	 */
	private static @Nullable Duration retryAfter(HttpResponse<?> response) {
		return response.headers()
			.firstValue("Retry-After")
			.filter((value) -> value.matches("\\d{1,9}"))
			.map((value) -> Duration.ofSeconds(Long.parseLong(value)))
			.orElse(null);
	}

}
