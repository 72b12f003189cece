package dev.rustauth.telemetry.sample.commandline;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.snapshot.ConfigSnapshot;

/**
 * Publishes how a command ended. Payload and order of its keys are those of the Rust
 * command line.
 * <p>
 * The starter redacts {@code init} and nothing else, so with
 * {@code rustauth.telemetry.redaction=strict} the snapshot stays out of these events: the
 * one in {@code init} has to do.
 */
@Component
final class CommandTelemetry {

	private final TelemetryPublisher publisher;

	private final RustAuthOptions options;

	private final DatabaseDetector databaseDetector;

	private final String adapter;

	private final boolean strict;

	CommandTelemetry(TelemetryPublisher publisher, RustAuthOptions options, DatabaseDetector databaseDetector,
			Environment environment) {
		this.publisher = publisher;
		this.options = options;
		this.databaseDetector = databaseDetector;
		this.adapter = environment.getProperty("rustauth.telemetry.context.adapter", "");
		this.strict = "strict".equalsIgnoreCase(environment.getProperty("rustauth.telemetry.redaction"));
	}

	/**
	 * Publish an outcome.
	 * @param command the event's type
	 * @param outcome how the command ended
	 */
	void publish(String command, Outcome outcome) {
		NamedVersion detected = this.databaseDetector.detect();
		String database = (detected != null) ? detected.name() : null;
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("outcome", outcome.word());
		if (outcome == Outcome.OVERWRITTEN) {
			payload.put("forced", true);
		}
		if (outcome == Outcome.UNSUPPORTED_DATABASE) {
			payload.put("adapter", this.adapter);
			payload.put("database", database);
		}
		if (!this.strict) {
			payload.put("config", ConfigSnapshot.of(this.options, database, this.adapter, true));
		}
		this.publisher.publish(command, payload);
	}

}
