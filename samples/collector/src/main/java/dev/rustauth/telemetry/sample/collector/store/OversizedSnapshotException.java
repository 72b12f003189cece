package dev.rustauth.telemetry.sample.collector.store;

/**
 * A payload says more than is kept of a start. Costs no stack trace: senders decide how
 * often it is thrown.
 */
public final class OversizedSnapshotException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OversizedSnapshotException(String message) {
		super(message, null, false, false);
	}

}
