package dev.rustauth.telemetry.autoconfigure;

import java.util.List;

import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.decision.DecisionCode;

/**
 * Fails the start, if that is wanted, because telemetry is wanted and can't work. Holds
 * no value of a setting.
 */
final class TelemetryMisconfiguredException extends RuntimeException {

	private final DecisionCode code;

	private final transient List<ConfigurationProblem> problems;

	TelemetryMisconfiguredException(DecisionCode code, List<ConfigurationProblem> problems) {
		super("RustAuth telemetry is wanted and can't work (" + code + "): "
				+ String.join("; ", problems.stream().map(ConfigurationProblem::toString).toList()));
		this.code = code;
		this.problems = List.copyOf(problems);
	}

	DecisionCode code() {
		return this.code;
	}

	List<ConfigurationProblem> problems() {
		return this.problems;
	}

}
