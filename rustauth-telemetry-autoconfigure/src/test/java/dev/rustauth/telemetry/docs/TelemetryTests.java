package dev.rustauth.telemetry.docs;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.test.AutoConfigureRustAuthTelemetry;
import dev.rustauth.telemetry.test.RecordingTelemetrySink;

import static org.assertj.core.api.Assertions.assertThat;

// The test that docs/testing.md shows, run.
@SpringBootTest
@AutoConfigureRustAuthTelemetry
class TelemetryTests {

	@Autowired
	private TelemetryPublisher publisher;

	@Autowired
	private RecordingTelemetrySink telemetry;

	@Test
	void migrationShouldBeReported() {
		this.publisher.publish("cli_migrate", Map.of("outcome", "migrated"));
		TelemetryEvent event = this.telemetry.awaitEvent("cli_migrate");
		assertThat(event.payload()).isEqualTo(Map.of("outcome", "migrated"));
		this.telemetry.assertNoneOf("the-password", "the-token");
	}

}
