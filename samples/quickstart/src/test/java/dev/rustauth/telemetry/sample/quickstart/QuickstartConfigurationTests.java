package dev.rustauth.telemetry.sample.quickstart;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration file itself.
 */
class QuickstartConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer());

	@Test
	void endpointShouldFollowTheServerPort() {
		this.runner.withPropertyValues("server.port=18443")
			.run((context) -> assertThat(endpoint(context.getEnvironment()))
				.isEqualTo("http://localhost:18443/telemetry"));
	}

	private static String endpoint(Environment environment) {
		return environment.getProperty("rustauth.telemetry.endpoint");
	}

}
