package dev.rustauth.telemetry.detect;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StageDetector}.
 */
class ContinuousIntegrationTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void whenNoVariableIsSetShouldBeFalse() {
		assertThat(StageDetector.isContinuousIntegration(this.environment)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("variables")
	void whenAnyVariableIsPresentShouldBeTrue(String variable) {
		this.environment.setProperty(variable, "");
		assertThat(StageDetector.isContinuousIntegration(this.environment)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "FALSE", "False", " false", "true", "${unknown}" })
	void whenCiIsNotExactlyFalseShouldBeTrue(String value) {
		this.environment.setProperty("CI", value);
		assertThat(StageDetector.isContinuousIntegration(this.environment)).isTrue();
	}

	@Test
	void whenCiIsFalseShouldBeFalseWhateverElseIsSet() {
		variables().forEach((variable) -> this.environment.setProperty(variable, "1"));
		this.environment.setProperty("CI", "false");
		assertThat(StageDetector.isContinuousIntegration(this.environment)).isFalse();
	}

	@Test
	void whenAnotherVariableIsFalseShouldBeTrue() {
		this.environment.setProperty("BUILD_ID", "false");
		assertThat(StageDetector.isContinuousIntegration(this.environment)).isTrue();
	}

	static Stream<String> variables() {
		return Contract.strings(Contract.initEvent().at("/ci/variables")).stream();
	}

}
