package dev.rustauth.telemetry.docs;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;

import static org.assertj.core.api.Assertions.assertThat;

// The test that README.md shows, run.
// readme: test
@SpringBootTest(properties = { "rustauth.telemetry.enabled=true", "rustauth.telemetry.skip-test-check=true" })
class TelemetryTests {

	@Autowired
	private TelemetryPublisher telemetry;

	@Autowired
	private RecordingSink sink;

	@Test
	void migrationShouldBeReported() throws InterruptedException {
		this.telemetry.publish("cli_migrate", Map.of("outcome", "migrated"));
		assertThat(this.sink.next().type()).isEqualTo("init");
		assertThat(this.sink.next().payload()).isEqualTo(Map.of("outcome", "migrated"));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		RecordingSink recordingSink() {
			return new RecordingSink();
		}

	}

	static class RecordingSink implements TelemetrySink {

		private final BlockingQueue<TelemetryEvent> events = new LinkedBlockingQueue<>();

		@Override
		public Mono<Void> send(TelemetryEvent event) {
			return Mono.fromRunnable(() -> this.events.add(event));
		}

		TelemetryEvent next() throws InterruptedException {
			TelemetryEvent event = this.events.poll(10, TimeUnit.SECONDS);
			assertThat(event).as("event within ten seconds").isNotNull();
			return event;
		}

	}

}
// end
