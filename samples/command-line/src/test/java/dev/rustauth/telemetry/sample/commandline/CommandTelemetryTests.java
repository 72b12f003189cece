package dev.rustauth.telemetry.sample.commandline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

class CommandTelemetryTests {

	private final List<TelemetryEvent> published = new ArrayList<>();

	private final MockEnvironment environment = new MockEnvironment().withProperty("rustauth.telemetry.context.adapter",
			"jdbc");

	@Test
	void publishShouldHaveTheKeysOfTheRustCommandLineInOrder() {
		publish(Outcome.OVERWRITTEN);
		assertThat(this.published.get(0).type()).isEqualTo("cli_generate");
		assertThat(payload()).containsEntry("outcome", "overwritten").containsEntry("forced", true);
		assertThat(payload().keySet()).containsExactly("outcome", "forced", "config");
		publish(Outcome.UNSUPPORTED_DATABASE);
		assertThat(payload().keySet()).containsExactly("outcome", "adapter", "database", "config");
		publish(Outcome.NO_CHANGES);
		assertThat(payload().keySet()).containsExactly("outcome", "config");
	}

	@Test
	void publishWhenRedactionIsStrictShouldLeaveTheSnapshotOut() {
		this.environment.setProperty("rustauth.telemetry.redaction", "strict");
		publish(Outcome.GENERATED);
		assertThat(this.published.get(0).payload()).isEqualTo(Map.of("outcome", "generated"));
	}

	private Map<String, Object> payload() {
		return new LinkedHashMap<>(this.published.get(this.published.size() - 1).payload());
	}

	private void publish(Outcome outcome) {
		new CommandTelemetry(new Publisher(), RustAuthOptions.builder().build(), () -> new NamedVersion("h2", "2"),
				this.environment)
			.publish("cli_generate", outcome);
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
