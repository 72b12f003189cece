package dev.rustauth.telemetry.autoconfigure;

import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.snapshot.InitEventSource;

/**
 * The engine with what it begins with, while telemetry is on. A class of its own, since
 * Spring looks at the fields and methods of every bean, which loads their types: so the
 * bean has none of the engine's, and nothing of the engine is loaded while telemetry is
 * off.
 */
final class RunningTelemetry {

	private final DeliveryEngine engine;

	private final InitEventSource init;

	RunningTelemetry(DeliveryEngine engine, InitEventSource init) {
		this.engine = engine;
		this.init = init;
	}

	DeliveryEngine engine() {
		return this.engine;
	}

	void start() {
		this.engine.start(this.init);
	}

	Mono<Void> shutdown() {
		return this.engine.shutdown(this.init);
	}

	void abort() {
		this.engine.abort();
	}

}
