package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import dev.rustauth.telemetry.Internal;

/**
 * Limits of the engine.
 *
 * @param queueCapacity how many events may wait
 * @param concurrency how many requests may be on their way at once
 * @param batch how many events go into one request
 * @param attemptTimeout how long one attempt may take
 * @param retry when a failed attempt is repeated
 * @param shutdownTimeout how long the flush at close may take
 * @since 0.1.0
 */
@Internal
public record DeliverySettings(int queueCapacity, int concurrency, Batch batch, Duration attemptTimeout,
		RetryPolicy retry, Duration shutdownTimeout) {

	/**
	 * Check the numbers.
	 * @throws IllegalArgumentException if one of the counts is less than 1
	 */
	public DeliverySettings {
		if (queueCapacity < 1 || concurrency < 1) {
			throw new IllegalArgumentException("Queue capacity and concurrency must be at least 1");
		}
	}

	/**
	 * How events are put together.
	 *
	 * @param maxEvents how many events a request may have; 1 means that each has its own
	 * @param maxWait how long an event waits for others
	 */
	public record Batch(int maxEvents, Duration maxWait) {

		/** One event per request. */
		public static final Batch NONE = new Batch(1, Duration.ZERO);

		/**
		 * Check the number.
		 * @throws IllegalArgumentException if it is less than 1
		 */
		public Batch {
			if (maxEvents < 1) {
				throw new IllegalArgumentException("A batch must have room for at least 1 event");
			}
		}

	}

}
