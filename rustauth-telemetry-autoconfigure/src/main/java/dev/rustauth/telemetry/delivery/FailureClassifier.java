package dev.rustauth.telemetry.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;

import reactor.core.Exceptions;

/**
 * Makes a {@link DeliveryFailure} of whatever a sink signals. Sinks of the starter say
 * themselves what to make of a failure; for the application's own, trouble with input or
 * output and missed deadlines are worth another attempt, anything else is not.
 */
final class FailureClassifier {

	private FailureClassifier() {
	}

	static DeliveryFailure classify(Throwable failure) {
		Throwable cause = Exceptions.unwrap(failure);
		if (cause instanceof DeliveryFailure known) {
			return known;
		}
		String name = cause.getClass().getName();
		if (cause instanceof TimeoutException) {
			return DeliveryFailure.unanswered("no answer in time");
		}
		if (cause instanceof IOException || cause instanceof UncheckedIOException) {
			return DeliveryFailure.transientFailure(name, null);
		}
		// The class only: the message is the sink's own, and nobody vouches for it.
		return DeliveryFailure.permanent(DropReason.SINK_ERROR, "the sink failed with " + name);
	}

}
