package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is repeated: exponential backoff with jitter, inside a deadline.
 *
 * @param maxAttempts attempts for one event, the first included; 1 means no retry
 * @param initialBackoff longest wait before the second attempt; doubled for each further
 * one
 * @param maxBackoff upper bound of a wait that the collector didn't ask for
 * @param deadline how long after its first attempt an event may still be tried
 * @since 0.1.0
 */
public record RetryPolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff, Duration deadline) {

	/**
	 * How long to wait before the next attempt. A {@code Retry-After} of the collector is
	 * obeyed as a lower bound, without jitter. Otherwise the wait lies between half and
	 * all of the backoff ("equal jitter").
	 * @param failedAttempts attempts so far, at least 1
	 * @param retryAfter what the collector asked for, {@code null} if nothing
	 * @param elapsed time since the event's first attempt
	 * @param random a random number from 0 (inclusive) to 1 (exclusive)
	 * @return the wait, {@code null} when the event is to be given up
	 */
	public @Nullable Duration nextDelay(int failedAttempts, @Nullable Duration retryAfter, Duration elapsed,
			double random) {
		if (failedAttempts >= this.maxAttempts) {
			return null;
		}
		Duration delay = (retryAfter != null) ? retryAfter : backoff(failedAttempts, random);
		return (elapsed.plus(delay).compareTo(this.deadline) <= 0) ? delay : null;
	}

	private Duration backoff(int failedAttempts, double random) {
		double initial = this.initialBackoff.toNanos();
		double full = Math.min(Math.scalb(initial, failedAttempts - 1), this.maxBackoff.toNanos());
		return Duration.ofNanos((long) (full * (0.5 + random / 2)));
	}

}
