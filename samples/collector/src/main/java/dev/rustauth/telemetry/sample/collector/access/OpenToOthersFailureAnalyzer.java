package dev.rustauth.telemetry.sample.collector.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a paragraph why an open collector doesn't start.
 */
final class OpenToOthersFailureAnalyzer extends AbstractFailureAnalyzer<OpenToOthersException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, OpenToOthersException cause) {
		return new FailureAnalysis(
				"Other machines can reach this collector, and anybody on them could read, export and delete what it holds.",
				"Set collector.operator-token (COLLECTOR_OPERATOR_TOKEN), or %s=localhost."
					.formatted(cause.addressProperty()),
				cause);
	}

}
