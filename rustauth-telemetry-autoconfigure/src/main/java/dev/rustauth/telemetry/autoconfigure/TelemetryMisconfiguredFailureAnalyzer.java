package dev.rustauth.telemetry.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.decision.TelemetryMisconfiguredException;

/**
 * Explains why {@code rustauth.telemetry.fail-on-misconfiguration} failed startup, and
 * what to write instead.
 */
final class TelemetryMisconfiguredFailureAnalyzer extends AbstractFailureAnalyzer<TelemetryMisconfiguredException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TelemetryMisconfiguredException cause) {
		StringBuilder description = new StringBuilder("RustAuth telemetry is enabled but cannot work (")
			.append(cause.code())
			.append("):\n");
		StringBuilder action = new StringBuilder("Correct the configuration:\n");
		for (ConfigurationProblem problem : cause.problems()) {
			description.append("\n    Setting: ").append(problem.setting());
			if (problem.origin() != null) {
				description.append("\n    Origin: ").append(problem.origin());
			}
			description.append("\n    Problem: ").append(problem.problem()).append('\n');
			action.append("\n    ").append(problem.setting()).append(": ").append(problem.remedy());
		}
		action.append("\n\nTo start without telemetry instead, set rustauth.telemetry.fail-on-misconfiguration=false.");
		return new FailureAnalysis(description.toString(), action.toString(), cause);
	}

}
