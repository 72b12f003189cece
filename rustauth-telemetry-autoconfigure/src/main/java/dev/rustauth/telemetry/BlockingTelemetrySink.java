package dev.rustauth.telemetry;

import java.util.function.Consumer;

import reactor.core.publisher.Mono;

/**
 * Adapts a consumer that may block. The engine subscribes custom sinks on a thread made
 * for that, so blocking here delays nothing else.
 */
final class BlockingTelemetrySink implements TelemetrySink {

	private final Consumer<TelemetryEvent> consumer;

	BlockingTelemetrySink(Consumer<TelemetryEvent> consumer) {
		this.consumer = consumer;
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.fromRunnable(() -> this.consumer.accept(event));
	}

}
