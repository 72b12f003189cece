package dev.rustauth.telemetry.detect;

import java.util.List;

import org.springframework.core.env.Environment;

/**
 * Recognises a continuous integration job. Variables and rule are the ones of the Rust
 * crate and of Better Auth.
 */
final class ContinuousIntegration {

	private static final List<String> VARIABLES = List.of("BUILD_ID", "BUILD_NUMBER", "CI", "CI_APP_ID", "CI_BUILD_ID",
			"CI_BUILD_NUMBER", "CI_NAME", "CONTINUOUS_INTEGRATION", "RUN_ID");

	private ContinuousIntegration() {
	}

	static boolean isDetected(Environment environment) {
		if ("false".equals(Variables.value(environment, "CI"))) {
			return false;
		}
		return VARIABLES.stream().anyMatch(environment::containsProperty);
	}

}
