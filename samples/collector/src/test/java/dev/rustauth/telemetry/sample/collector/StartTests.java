package dev.rustauth.telemetry.sample.collector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings that make no sense fail the start and say what to set.
 */
class StartTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Properties.class);

	@Test
	void defaultsShouldBeUsable() {
		this.runner.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "limits.body=2MB", "limits.body=0B", "limits.batch=1KB", "limits.batch=17MB",
			"limits.batch-events=0", "limits.batch-events=10001", "limits.depth=7", "limits.depth=1001",
			"limits.upload-time=0s", "limits.uploads-per-address=0", "limits.upload-size=1KB",
			"limits.connections-per-address=-1", "rate.per-second=-1", "rate.burst=0", "writer.queue-capacity=0",
			"writer.queue-size=1KB", "writer.batch=0", "retention.events=-1d", "retention.dead-letters=-1" })
	void settingOutOfRangeShouldSayWhatToSet(String setting) {
		String name = setting.substring(0, setting.indexOf('='));
		this.runner.withPropertyValues("collector." + setting)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageStartingWith("collector." + name + " can't be used: set it to "));
	}

	@EnableConfigurationProperties(CollectorProperties.class)
	static class Properties {

	}

}
