package dev.rustauth.telemetry.autoconfigure;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.detect.TestEnvironment;

/**
 * Whether this is a test, and whether that matters: all that has to be looked at in
 * tests, which are started more often than anything else.
 *
 * @param evidence what makes this a test, {@code null} if it isn't one
 * @param skipped whether tests may send
 */
record TestCheck(@Nullable String evidence, boolean skipped) {

	static TestCheck look(ConfigurableEnvironment environment, BooleanSupplier calledFromTest) {
		String evidence = TestEnvironment.evidence(environment);
		return new TestCheck(
				(evidence == null && calledFromTest.getAsBoolean()) ? "JUnit or TestNG called the start" : evidence,
				PropertyReader.isTrue(environment, RustAuthTelemetryProperties.PREFIX + ".skip-test-check"));
	}

	boolean inTest() {
		return this.evidence != null;
	}

}
