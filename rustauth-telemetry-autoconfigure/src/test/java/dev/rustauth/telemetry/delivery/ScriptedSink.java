package dev.rustauth.telemetry.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;

/**
 * A sink that answers each attempt as it was told to, and delivers when it wasn't told
 * anything.
 */
class ScriptedSink implements CloseableSink {

	final List<TelemetryEvent> attempts = new ArrayList<>();

	final List<String> keys = new ArrayList<>();

	final List<TelemetryEvent> delivered = new ArrayList<>();

	boolean closed;

	private final Deque<Function<TelemetryEvent, Mono<Void>>> script = new ArrayDeque<>();

	private Function<TelemetryEvent, Mono<Void>> otherwise = (event) -> Mono.empty();

	ScriptedSink then(Mono<Void> answer) {
		this.script.add((event) -> answer);
		return this;
	}

	ScriptedSink thenFail(Throwable failure) {
		return then(Mono.error(failure));
	}

	ScriptedSink otherwise(Mono<Void> answer) {
		this.otherwise = (event) -> answer;
		return this;
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.deferContextual((context) -> {
			this.attempts.add(event);
			this.keys.add(context.get(TelemetrySink.IDEMPOTENCY_KEY));
			Function<TelemetryEvent, Mono<Void>> answer = this.script.isEmpty() ? this.otherwise : this.script.remove();
			return answer.apply(event).doOnSuccess((done) -> this.delivered.add(event));
		});
	}

	@Override
	public Mono<Void> close() {
		return Mono.fromRunnable(() -> this.closed = true);
	}

	List<String> attemptedTypes() {
		return this.attempts.stream().map(TelemetryEvent::type).toList();
	}

	List<String> deliveredTypes() {
		return this.delivered.stream().map(TelemetryEvent::type).toList();
	}

}
