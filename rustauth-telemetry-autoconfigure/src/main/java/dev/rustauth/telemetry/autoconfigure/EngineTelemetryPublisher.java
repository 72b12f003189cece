package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * The publisher bean while telemetry is on: delegates to the engine. It is separate
 * because applications create proxies and spies of beans. A spy is a copy, and a copy of
 * the engine would deliver nothing.
 */
class EngineTelemetryPublisher implements TelemetryPublisher {

	private final TelemetryPublisher engine;

	EngineTelemetryPublisher(TelemetryPublisher engine) {
		this.engine = engine;
	}

	@Override
	public void publish(TelemetryEvent event) {
		this.engine.publish(event);
	}

	@Override
	public void publish(String type, Map<String, ?> payload) {
		this.engine.publish(type, payload);
	}

}
