package dev.rustauth.telemetry.detect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StageDetector}.
 */
class StageDetectorTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void whenNothingIsSetShouldBeDevelopment() {
		assertThat(detect()).isEqualTo("development");
	}

	@Test
	void whenEverySignIsThereShouldFollowThePrecedenceOfTheContract() {
		this.environment.withProperty("RUST_ENV", "production").withProperty("CI", "true").withProperty("TEST", "1");
		assertThat(Contract.strings(Contract.initEvent().at("/environment/precedence"))).containsExactly(detect(),
				detectWith("RUST_ENV", "test"), detectWith("CI", "false"), detectWithoutTest());
	}

	@ParameterizedTest
	@ValueSource(strings = { "prod", "production" })
	void whenProductionProfileIsActiveUnderCiShouldBeProduction(String profile) {
		this.environment.withProperty("CI", "true").setActiveProfiles("eu", profile);
		assertThat(detect()).isEqualTo("production");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PRODUCTION", "Production", " production", "staging", "development", "" })
	void whenRustEnvIsNotExactlyProductionShouldBeDevelopment(String value) {
		assertThat(detectWith("RUST_ENV", value)).isEqualTo("development");
	}

	@Test
	void whenProductionProfileIsOnlyTheDefaultShouldBeDevelopment() {
		this.environment.setDefaultProfiles("prod");
		assertThat(detect()).isEqualTo("development");
	}

	@Test
	void whenTestProfileIsActiveShouldBeTest() {
		this.environment.setActiveProfiles("test");
		assertThat(detect()).isEqualTo("test");
	}

	private String detectWith(String name, String value) {
		this.environment.setProperty(name, value);
		return detect();
	}

	private String detectWithoutTest() {
		this.environment.setProperty("RUST_ENV", "staging");
		this.environment.setProperty("TEST", "0");
		return detect();
	}

	private String detect() {
		return Detectors.environment(this.environment).detect();
	}

}
