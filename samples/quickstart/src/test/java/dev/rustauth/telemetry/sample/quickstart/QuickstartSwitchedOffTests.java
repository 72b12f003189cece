package dev.rustauth.telemetry.sample.quickstart;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * What must not arrive. {@link QuickstartApplicationTests} differs from these only in one
 * property, and there it does.
 */
class QuickstartSwitchedOffTests {

	abstract static class NothingIsReceived {

		@Autowired
		private ReceivedEvents events;

		@LocalServerPort
		private int port;

		@Test
		void nothingShouldBeReceivedNotEvenWhenPublished() {
			RestTestClient client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
			client.post().uri("/publish").exchange().expectStatus().isFound();
			Awaitility.await()
				.during(Duration.ofSeconds(1))
				.atMost(Duration.ofSeconds(10))
				.until(() -> this.events.newestFirst().isEmpty());
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = OwnPortConfiguration.ENDPOINT)
	@Import(OwnPortConfiguration.class)
	class InATestTests extends NothingIsReceived {

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { OwnPortConfiguration.ENDPOINT, "rustauth.telemetry.skip-test-check=true",
					"RUSTAUTH_TELEMETRY=false" })
	@Import(OwnPortConfiguration.class)
	class ByTheSwitchTests extends NothingIsReceived {

	}

}
