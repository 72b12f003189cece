package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * Gives the config snapshot of {@code init}. A bean of its own, so that a test can put a
 * mock in its place and nothing else is missing.
 */
class InitConfigSource implements TelemetryConfigSource {

	private final DeliveryControl control;

	InitConfigSource(DeliveryControl control) {
		this.control = control;
	}

	@Override
	public CompletableFuture<Map<String, @Nullable Object>> config() {
		return this.control.config();
	}

}
