package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.support.TestPropertySourceUtils;

import dev.rustauth.telemetry.config.TestEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TestEnvironment}.
 */
class TestEnvironmentTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void whenNothingIsSetShouldFindNoEvidence() {
		assertThat(TestEnvironment.evidence(this.environment)).isNull();
	}

	@Test
	void whenRustEnvIsTestShouldSaySo() {
		this.environment.setProperty("RUST_ENV", "test");
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("RUST_ENV=test");
	}

	@Test
	void whenRustEnvIsInAnotherCaseShouldFindNoEvidence() {
		this.environment.setProperty("RUST_ENV", "Test");
		assertThat(TestEnvironment.evidence(this.environment)).isNull();
	}

	@ParameterizedTest
	@MethodSource("truthy")
	void whenTestVariableIsTruthyShouldSaySoWithoutItsValue(String value) {
		this.environment.setProperty("TEST", value);
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("TEST is set");
	}

	@ParameterizedTest
	@MethodSource("falsy")
	void whenTestVariableIsEmptyOrFalseShouldFindNoEvidence(String value) {
		this.environment.setProperty("TEST", value);
		assertThat(TestEnvironment.evidence(this.environment)).isNull();
	}

	// "ſ" is an upper case "S" to String.equalsIgnoreCase, but not to Rust.
	@Test
	void whenTestVariableIsFalseInOtherLettersOnlyShouldSaySo() {
		this.environment.setProperty("TEST", "fal\u017Fe");
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("TEST is set");
	}

	// Variables of the system may hold "${…}" without meaning Spring's placeholders.
	@Test
	void whenTestVariableHoldsAnUnknownPlaceholderShouldNotThrow() {
		this.environment.setProperty("TEST", "${unknown}");
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("TEST is set");
	}

	@Test
	void whenTestProfileIsActiveShouldSaySo() {
		this.environment.setActiveProfiles("eu", "test");
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("profile test");
	}

	@Test
	void whenBootstrapperOfSpringBootTestIsAtWorkShouldSaySo() {
		this.environment.setProperty("org.springframework.boot.test.context.SpringBootTestContextBootstrapper", "true");
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("@SpringBootTest");
	}

	@Test
	void whenContextHasInlinedTestPropertiesShouldSaySo() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource(TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME, Map.of()));
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("Spring test context");
	}

	@Test
	void whenCalledOnTheThreadOfATestShouldKnow() {
		assertThat(TestEnvironment.calledFromTest()).isTrue();
	}

	@Test
	void whenTestProfileIsTheDefaultShouldSaySo() {
		this.environment.setDefaultProfiles("test");
		assertThat(TestEnvironment.evidence(this.environment)).isEqualTo("profile test");
		this.environment.setActiveProfiles("prod");
		assertThat(TestEnvironment.evidence(this.environment)).isNull();
	}

	/**
	 * The thread of the test waits, with JUnit on its stack.
	 */
	@Test
	@Timeout(120)
	void whenCalledOnAnotherThreadShouldKnow() throws Exception {
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		new Thread(() -> answer.complete(TestEnvironment.calledFromTest())).start();
		assertThat(answer.get(1, TimeUnit.MINUTES)).isTrue();
		assertThat(CompletableFuture.supplyAsync(TestEnvironment::calledFromTest).get(1, TimeUnit.MINUTES)).isTrue();
	}

	static Stream<String> truthy() {
		return variants("true").stream();
	}

	static Stream<String> falsy() {
		return variants("false").stream();
	}

	private static List<String> variants(String kind) {
		return Contract.strings(Contract.initEvent().at("/testEnvironment/TEST/" + kind));
	}

}
