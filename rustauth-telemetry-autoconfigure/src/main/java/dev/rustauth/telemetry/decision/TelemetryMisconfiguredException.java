package dev.rustauth.telemetry.decision;

import java.util.List;

import dev.rustauth.telemetry.config.ConfigurationProblem;

/**
 * Fails the start of an application with
 * {@code rustauth.telemetry.fail-on-misconfiguration=true} in which telemetry is enabled
 * but cannot work. Never holds the value of a setting.
 *
 * @since 0.1.0
 */
public final class TelemetryMisconfiguredException extends RuntimeException {

	private final DecisionCode code;

	private final transient List<ConfigurationProblem> problems;

	TelemetryMisconfiguredException(DecisionCode code, List<ConfigurationProblem> problems) {
		super("RustAuth telemetry is enabled but cannot work (" + code + "): " + ConfigurationProblem.join(problems));
		this.code = code;
		this.problems = List.copyOf(problems);
	}

	/**
	 * The rule that decided.
	 * @return the code
	 */
	public DecisionCode code() {
		return this.code;
	}

	/**
	 * What can't be used.
	 * @return at least one problem
	 */
	public List<ConfigurationProblem> problems() {
		return this.problems;
	}

}
