package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * The publisher while telemetry is off: does nothing.
 */
class NoopTelemetryPublisher implements TelemetryPublisher {

	@Override
	public void publish(TelemetryEvent event) {
		// Telemetry is off.
	}

	@Override
	public void publish(String type, Map<String, ?> payload) {
		// Telemetry is off.
	}

}
