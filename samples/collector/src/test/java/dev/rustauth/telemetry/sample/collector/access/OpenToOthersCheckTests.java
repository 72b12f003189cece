package dev.rustauth.telemetry.sample.collector.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Import;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OpenToOthersCheckTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Checked.class);

	@Test
	void collectorForThisMachineShouldNeedNoToken(CapturedOutput output) {
		this.runner.withPropertyValues("server.address=localhost").run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("collector.token");
	}

	@Test
	void collectorThatOthersCanReachShouldNotStartWithoutAnOperatorsToken() {
		this.runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("set collector.operator-token (COLLECTOR_OPERATOR_TOKEN)"));
		this.runner.withPropertyValues("server.address=0.0.0.0", "collector.token=t", "collector.operator-token= ")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void managementPortThatOthersCanReachShouldNeedAnOperatorsToken() {
		ApplicationContextRunner local = this.runner.withPropertyValues("server.address=localhost", "server.port=8090",
				"management.server.port=8091");
		local.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("or management.server.address=localhost"));
		local.withPropertyValues("management.server.address=localhost")
			.run((context) -> assertThat(context).hasNotFailed());
		local.withPropertyValues("collector.operator-token=secret")
			.run((context) -> assertThat(context).hasNotFailed());
		local.withPropertyValues("management.server.port=8090").run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void collectorThatAnybodyMaySendToShouldWarn(CapturedOutput output) {
		this.runner.withPropertyValues("server.address=0.0.0.0", "collector.operator-token=secret-value")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("set collector.token (COLLECTOR_TOKEN)").doesNotContain("secret-value");
	}

	@EnableConfigurationProperties({ CollectorProperties.class, ServerProperties.class })
	@Import(OpenToOthersCheck.class)
	static class Checked {

	}

}
