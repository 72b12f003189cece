package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * The publisher bean while telemetry is on: hands on to the engine. A class of its own,
 * because applications make proxies and spies of beans, and a spy is a copy: one of the
 * engine itself would have a state of its own and deliver nothing.
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
