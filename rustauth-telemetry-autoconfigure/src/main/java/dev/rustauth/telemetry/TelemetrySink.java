package dev.rustauth.telemetry;

import java.util.function.Consumer;

import reactor.core.publisher.Mono;

/**
 * Where events go. A bean of this type replaces the HTTP one and wins over any configured
 * endpoint.
 * <p>
 * Threads: {@link #send} is called on a thread of the telemetry starter, never on one of
 * the application. Failure: an error signal, an exception or an answer that never comes
 * costs that event only; the application doesn't notice.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TelemetrySink {

	/**
	 * Key in the Reactor context of the {@link Mono} returned by {@link #send}, under
	 * which a sink finds a {@code String} that identifies the event: the same at every
	 * attempt to deliver it, different for every other event. The HTTP sink sends it as
	 * {@code Idempotency-Key}. Read it with
	 * {@link Mono#deferContextual(java.util.function.Function)}.
	 */
	String IDEMPOTENCY_KEY = "dev.rustauth.telemetry.idempotency-key";

	/**
	 * Deliver one event.
	 * @param event the event, complete with its anonymous id
	 * @return completes when the event has arrived, fails when this attempt failed. Work
	 * starts at the subscription, and a second subscription is a second attempt.
	 */
	Mono<Void> send(TelemetryEvent event);

	/**
	 * A sink for code that isn't reactive. The consumer may block; it is called for one
	 * event at a time on a thread of its own.
	 * @param consumer takes each event; an exception from it fails that event
	 * @return a sink that calls the consumer
	 */
	static TelemetrySink blocking(Consumer<TelemetryEvent> consumer) {
		return new BlockingTelemetrySink(consumer);
	}

}
