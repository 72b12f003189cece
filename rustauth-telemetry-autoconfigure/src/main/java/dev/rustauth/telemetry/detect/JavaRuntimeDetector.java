package dev.rustauth.telemetry.detect;

import org.springframework.core.env.Environment;

/**
 * The Java runtime, with the version it states itself.
 */
final class JavaRuntimeDetector implements RuntimeDetector {

	private final Environment environment;

	JavaRuntimeDetector(Environment environment) {
		this.environment = environment;
	}

	@Override
	public NamedVersion detect() {
		return new NamedVersion("java", Variables.value(this.environment, "java.version"));
	}

}
