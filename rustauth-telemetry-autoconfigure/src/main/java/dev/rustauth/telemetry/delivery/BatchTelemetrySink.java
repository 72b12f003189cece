package dev.rustauth.telemetry.delivery;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;

/**
 * A sink that can send several events at once, each as encoded by the sink before.
 *
 * @since 0.1.0
 */
@Internal
public interface BatchTelemetrySink extends CloseableSink {

	/**
	 * Write an event, once for all attempts. Called on the engine's thread.
	 * @param event the event, complete with its anonymous id
	 * @return the bytes
	 * @throws DeliveryFailure if the event can't be sent as it is
	 */
	byte[] encode(TelemetryEvent event);

	/**
	 * Deliver one or more events at once.
	 * @param events the events as {@link #encode} wrote them, at least one; read until
	 * the outcome is there
	 * @return as of {@link #send(TelemetryEvent)}; fails with
	 * {@link DeliveryFailure#partly} if the events fared differently
	 */
	Mono<Void> send(List<byte[]> events);

	@Override
	default Mono<Void> send(TelemetryEvent event) {
		return Mono.defer(() -> send(List.of(encode(event))));
	}

}
