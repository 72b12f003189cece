package dev.rustauth.telemetry.delivery;

import java.time.Duration;

/**
 * Limits of the engine.
 *
 * @param queueCapacity how many events may wait
 * @param concurrency how many events may be on their way at once
 * @param attemptTimeout how long one attempt may take
 * @param retry when a failed attempt is repeated
 * @param shutdownTimeout how long the flush at close may take
 * @since 0.1.0
 */
public record DeliverySettings(int queueCapacity, int concurrency, Duration attemptTimeout, RetryPolicy retry,
		Duration shutdownTimeout) {

	/**
	 * Check the numbers.
	 * @throws IllegalArgumentException if one of the counts is less than 1
	 */
	public DeliverySettings {
		if (queueCapacity < 1 || concurrency < 1) {
			throw new IllegalArgumentException("Queue capacity and concurrency must be at least 1");
		}
	}

}
