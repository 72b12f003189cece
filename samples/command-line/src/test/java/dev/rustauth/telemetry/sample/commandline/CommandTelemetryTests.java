package dev.rustauth.telemetry.sample.commandline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class CommandTelemetryTests {

	private static final Map<String, @Nullable Object> CONFIG = Map.of("database", "h2", "adapter", "jdbc");

	private final List<TelemetryEvent> published = new ArrayList<>();

	@Test
	void publishShouldHaveTheKeysOfTheRustCommandLineInOrder() {
		publish(Outcome.OVERWRITTEN);
		assertThat(this.published.get(0).type()).isEqualTo("cli_generate");
		assertThat(payload()).containsEntry("outcome", "overwritten").containsEntry("forced", true);
		assertThat(payload().keySet()).containsExactly("outcome", "forced", "config");
		publish(Outcome.UNSUPPORTED_DATABASE);
		assertThat(payload().keySet()).containsExactly("outcome", "adapter", "database", "config");
		assertThat(payload()).containsEntry("adapter", "jdbc")
			.containsEntry("database", "h2")
			.containsEntry("config", CONFIG);
		publish(Outcome.NO_CHANGES);
		assertThat(payload().keySet()).containsExactly("outcome", "config");
	}

	private Map<String, Object> payload() {
		return new LinkedHashMap<>(this.published.get(this.published.size() - 1).payload());
	}

	private void publish(Outcome outcome) {
		new CommandTelemetry(new Publisher(), () -> CompletableFuture.completedFuture(CONFIG)).publish("cli_generate",
				outcome);
	}

	/**
	 * Keeps what is published.
	 */
	private final class Publisher implements TelemetryPublisher {

		@Override
		public void publish(TelemetryEvent event) {
			CommandTelemetryTests.this.published.add(event);
		}

		@Override
		public void publish(String type, Map<String, ?> payload) {
			publish(new TelemetryEvent(type, payload));
		}

	}

}
