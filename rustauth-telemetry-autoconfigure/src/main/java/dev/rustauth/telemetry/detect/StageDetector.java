package dev.rustauth.telemetry.detect;

import java.util.Set;

import org.springframework.core.env.Environment;

/**
 * The stage of the application, by the precedence of the Rust crate plus Spring's
 * profiles.
 */
final class StageDetector implements EnvironmentDetector {

	private static final Set<String> PRODUCTION_PROFILES = Set.of("prod", "production");

	private final Environment environment;

	StageDetector(Environment environment) {
		this.environment = environment;
	}

	@Override
	public String detect() {
		if (isProduction()) {
			return "production";
		}
		if (ContinuousIntegration.isDetected(this.environment)) {
			return "ci";
		}
		return (TestEnvironment.evidence(this.environment) != null) ? "test" : "development";
	}

	private boolean isProduction() {
		if ("production".equals(Variables.value(this.environment, "RUST_ENV"))) {
			return true;
		}
		for (String profile : this.environment.getActiveProfiles()) {
			if (PRODUCTION_PROFILES.contains(profile)) {
				return true;
			}
		}
		return false;
	}

}
