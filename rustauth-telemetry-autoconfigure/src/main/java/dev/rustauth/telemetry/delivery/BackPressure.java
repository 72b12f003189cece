package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Pauses all sending when the collector asks for it, or when several attempts in a row
 * have failed. After the pause a single attempt is made; the others wait until it is
 * answered. Used by the engine's thread only.
 */
final class BackPressure {

	/** After this many failures in a row, the collector is at fault and not the event. */
	private static final int RUN = 3;

	private final RetryPolicy retry;

	private final DoubleSupplier random;

	private final LongSupplier clock;

	private int failures;

	private boolean halfOpen;

	private long until = Long.MIN_VALUE;

	/** Nanoseconds of all pauses that don't count against the deadline of an event. */
	private long excused;

	private @Nullable Delivery probe;

	BackPressure(RetryPolicy retry, DoubleSupplier random, LongSupplier clock) {
		this.retry = retry;
		this.random = random;
		this.clock = clock;
	}

	/**
	 * Whether an attempt may begin now.
	 */
	boolean allows() {
		return !this.halfOpen || (this.probe == null && !isPaused());
	}

	boolean isPaused() {
		return this.halfOpen && this.clock.getAsLong() < this.until;
	}

	/**
	 * When the pause ends, if there is one.
	 * @return nanoseconds of the engine's clock
	 */
	long until() {
		return this.until;
	}

	/**
	 * A clock that stops during pauses that the collector asked for, and while it can't
	 * be reached.
	 */
	long unpaused() {
		return this.clock.getAsLong() - this.excused;
	}

	void begun(Delivery delivery) {
		if (this.halfOpen) {
			this.probe = delivery;
		}
	}

	void answered(Delivery delivery) {
		if (this.probe == delivery) {
			this.probe = null;
		}
	}

	/**
	 * The collector takes events. An answer to an attempt that began earlier doesn't end
	 * a pause.
	 */
	void taken() {
		this.failures = 0;
		this.halfOpen = isPaused();
	}

	/**
	 * Handle a failed attempt that may be retried. During an outage, an attempt that
	 * finds no connection doesn't count.
	 * @return the delay before the next attempt, {@code null} if there is none
	 */
	@Nullable Duration failed(Delivery delivery, DeliveryFailure failure) {
		Duration backoff = backoff(delivery.failedAttempts());
		Duration pause = RetryPolicy.pause(failure.retryAfter());
		if (pause.compareTo(backoff) > 0) {
			delivery.putOff();
			excused(pause.toNanos());
			return (this.retry.maxAttempts() > 1) ? pause : null;
		}
		boolean unconnected = failure.kind() == DeliveryFailure.Kind.UNCONNECTED;
		boolean outage = unconnected && this.halfOpen && this.retry.maxAttempts() > 1;
		if (!isPaused()) {
			this.failures++;
			if (this.failures >= RUN) {
				long nanos = backoff(this.failures - RUN + 1).toNanos();
				if (unconnected) {
					excused(nanos);
				}
				else {
					pause(nanos);
				}
			}
		}
		if (outage) {
			delivery.putOff();
			return backoff;
		}
		Duration elapsed = Duration.ofNanos(unpaused() - delivery.firstAttemptAt()).plus(backoff);
		return (this.retry.allows(delivery.failedAttempts(), elapsed)) ? backoff : null;
	}

	private Duration backoff(int failures) {
		return this.retry.backoff(Math.max(1, failures), this.random.getAsDouble());
	}

	private void excused(long nanos) {
		long before = (isPaused()) ? this.until : this.clock.getAsLong();
		pause(nanos);
		this.excused += Math.max(0, this.until - before);
	}

	private void pause(long nanos) {
		long until = this.clock.getAsLong() + nanos;
		this.until = (isPaused()) ? Math.max(this.until, until) : until;
		this.halfOpen = true;
	}

	/**
	 * End a pause early. A single attempt is still made first.
	 */
	void endPause() {
		this.until = Math.min(this.until, this.clock.getAsLong());
	}

}
