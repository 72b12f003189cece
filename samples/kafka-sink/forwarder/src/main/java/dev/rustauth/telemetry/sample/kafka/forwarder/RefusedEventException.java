package dev.rustauth.telemetry.sample.kafka.forwarder;

/**
 * The collector will never take this event.
 */
final class RefusedEventException extends RuntimeException {

	RefusedEventException(String message) {
		super(message, null, false, false);
	}

}
