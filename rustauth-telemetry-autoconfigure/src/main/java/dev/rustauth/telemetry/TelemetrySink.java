package dev.rustauth.telemetry;

import java.util.function.Consumer;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Destination of events. A bean of this type replaces the HTTP sink and takes precedence
 * over any endpoint.
 * <p>
 * {@link #send} is called on a thread of the telemetry starter, never on one of the
 * application. An error signal, an exception or a missing answer affects that event only,
 * never the application.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TelemetrySink {

	/**
	 * Key in the Reactor context of the {@link Mono} returned by {@link #send}, under
	 * which a sink finds a {@code String} that identifies the event: the same for every
	 * attempt to deliver it, different for every other event. The HTTP sink sends it as
	 * {@code Idempotency-Key}. Read it with
	 * {@link Mono#deferContextual(java.util.function.Function)}.
	 */
	String IDEMPOTENCY_KEY = "dev.rustauth.telemetry.idempotency-key";

	/**
	 * Deliver one event.
	 * @param event the event, complete with its anonymous id
	 * @return completes when the event has arrived, and fails if this attempt failed. The
	 * attempt starts with the subscription; a second subscription is a second attempt.
	 */
	Mono<Void> send(TelemetryEvent event);

	/**
	 * A sink for code that is not reactive. The consumer may block: it is called on a
	 * thread of its own, for one event at a time.
	 * @param consumer receives each event; an exception fails that event
	 * @return a sink that calls the consumer
	 */
	static TelemetrySink blocking(Consumer<TelemetryEvent> consumer) {
		return (event) -> Mono.from((subscriber) -> {
			try {
				consumer.accept(event);
				Operators.complete(subscriber);
			}
			catch (Throwable ex) {
				// Reactor would not signal that a class can't be loaded.
				Operators.error(subscriber, ex);
			}
		});
	}

}
