package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.TestEnvironment;

/**
 * The stage of the application, by the precedence of the Rust crate plus Spring's
 * profiles.
 */
final class StageDetector implements EnvironmentDetector {

	private static final List<String> CI_VARIABLES = List.of("BUILD_ID", "BUILD_NUMBER", "CI", "CI_APP_ID",
			"CI_BUILD_ID", "CI_BUILD_NUMBER", "CI_NAME", "CONTINUOUS_INTEGRATION", "RUN_ID");

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
		if (isContinuousIntegration(this.environment)) {
			return "ci";
		}
		return (TestEnvironment.evidence(this.environment) != null) ? "test" : "development";
	}

	/**
	 * Recognises a continuous integration job. Variables and rule are the ones of the
	 * Rust crate and of Better Auth.
	 * @param environment where the variables are
	 * @return whether this is one
	 */
	static boolean isContinuousIntegration(Environment environment) {
		return !"false".equals(value(environment)) && CI_VARIABLES.stream().anyMatch(environment::containsProperty);
	}

	/**
	 * An unresolved placeholder is a value like any other; a value that can't be read at
	 * all leaves the result unknown.
	 */
	private static @Nullable String value(Environment environment) {
		try {
			return environment.getProperty("CI");
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private boolean isProduction() {
		if ("production".equals(PropertyReader.value(this.environment, "RUST_ENV"))) {
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
