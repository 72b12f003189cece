package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;

/**
 * When a failed attempt is repeated: exponential backoff with jitter, inside a deadline.
 *
 * @param maxAttempts attempts for one event, the first included; 1 means no retry
 * @param initialBackoff longest wait before the second attempt; doubled for each further
 * one
 * @param maxBackoff upper bound of a wait that the collector didn't ask for
 * @param deadline how long after its first attempt an event may still be tried, without
 * the pauses that the collector asked for
 * @since 0.1.0
 */
@Internal
public record RetryPolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff, Duration deadline) {

	/** The longest pause that a collector is granted. */
	static final Duration LONGEST_PAUSE = Duration.ofHours(1);

	/**
	 * Whether an event may be tried again.
	 * @param failedAttempts attempts so far, at least 1
	 * @param elapsed time from the event's first attempt to the next one
	 */
	boolean allows(int failedAttempts, Duration elapsed) {
		return failedAttempts < this.maxAttempts && elapsed.compareTo(this.deadline) <= 0;
	}

	/**
	 * How long to wait, between half and all of the backoff ("equal jitter").
	 * @param failures failed attempts so far, at least 1
	 * @param random a random number from 0 (inclusive) to 1 (exclusive)
	 */
	Duration backoff(int failures, double random) {
		double initial = this.initialBackoff.toNanos();
		double full = Math.min(Math.scalb(initial, failures - 1), this.maxBackoff.toNanos());
		return Duration.ofNanos((long) (full * (0.5 + random / 2)));
	}

	/**
	 * How long the collector is left alone because it asks for that.
	 * @param retryAfter what it asks for, {@code null} if nothing
	 * @return a bounded pause
	 */
	static Duration pause(@Nullable Duration retryAfter) {
		if (retryAfter == null) {
			return Duration.ZERO;
		}
		return (retryAfter.compareTo(LONGEST_PAUSE) < 0) ? retryAfter : LONGEST_PAUSE;
	}

}
