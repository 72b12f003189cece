package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The collector didn't take an event, which says nothing against the event.
 */
final class CollectorUnavailableException extends RuntimeException {

	private final @Nullable Duration retryAfter;

	CollectorUnavailableException(String message, @Nullable Duration retryAfter) {
		super(message, null, false, false);
		this.retryAfter = retryAfter;
	}

	/**
	 * How long the collector asks to wait, {@code null} if it doesn't.
	 */
	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
