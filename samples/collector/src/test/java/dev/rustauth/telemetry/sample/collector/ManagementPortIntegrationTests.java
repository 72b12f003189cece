package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Metrics and health on a port of their own.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "collector.token=sender-token", "collector.operator-token=operator-token",
				"management.server.port=0", "management.server.address=localhost" })
@ContextConfiguration(initializers = OnH2.class)
@Timeout(60)
class ManagementPortIntegrationTests {

	private final Sender sender;

	ManagementPortIntegrationTests(@LocalManagementPort int port) {
		this.sender = new Sender(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/metrics", "/actuator/prometheus", "/actuator", "/" })
	void everythingShouldAskForTheOperatorsToken(String path) {
		assertThat(this.sender.get(path).statusCode()).isEqualTo(401);
		assertThat(this.sender.get(path, "Authorization", "Bearer sender-token").statusCode()).isEqualTo(401);
		assertThat(this.sender.get(path, "Authorization", "Bearer operator-token").statusCode()).isIn(200, 404);
	}

	@Test
	void healthShouldNeedNoToken() {
		assertThat(this.sender.get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(this.sender.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
	}

}
