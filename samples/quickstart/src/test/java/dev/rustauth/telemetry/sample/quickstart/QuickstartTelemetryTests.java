package dev.rustauth.telemetry.sample.quickstart;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.test.AutoConfigureRustAuthTelemetry;
import dev.rustauth.telemetry.test.RecordingTelemetrySink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an application tests what it sends, without a collector.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRustAuthTelemetry
class QuickstartTelemetryTests {

	@Autowired
	private RecordingTelemetrySink telemetry;

	@Autowired
	private ReceivedEvents received;

	@LocalServerPort
	private int port;

	@Test
	void buttonShouldPublishItsEventAndNoSecret() {
		RestTestClient client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		client.post().uri("/publish").exchange().expectStatus().isFound();
		TelemetryEvent event = this.telemetry.awaitEvent("quickstart_button");
		assertThat(event.payload().get("count")).isEqualTo(1);
		this.telemetry.assertNoneOf("auth.example.com", "admin.example.com");
		assertThat(this.received.newestFirst()).isEmpty();
	}

}
