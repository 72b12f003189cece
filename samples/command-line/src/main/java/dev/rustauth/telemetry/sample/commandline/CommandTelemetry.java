package dev.rustauth.telemetry.sample.commandline;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * Publishes how a command ended. Payload and order of its keys are those of the Rust
 * command line.
 */
@Component
final class CommandTelemetry {

	private final TelemetryPublisher publisher;

	private final TelemetryConfigSource configSource;

	CommandTelemetry(TelemetryPublisher publisher, TelemetryConfigSource configSource) {
		this.publisher = publisher;
		this.configSource = configSource;
	}

	/**
	 * Publish an outcome.
	 * @param command the event's type
	 * @param outcome how the command ended
	 */
	void publish(String command, Outcome outcome) {
		Map<String, @Nullable Object> config = this.configSource.config().join();
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("outcome", outcome.word());
		if (outcome == Outcome.OVERWRITTEN) {
			payload.put("forced", true);
		}
		if (outcome == Outcome.UNSUPPORTED_DATABASE) {
			payload.put("adapter", config.get("adapter"));
			payload.put("database", config.get("database"));
		}
		payload.put("config", config);
		this.publisher.publish(command, payload);
	}

}
