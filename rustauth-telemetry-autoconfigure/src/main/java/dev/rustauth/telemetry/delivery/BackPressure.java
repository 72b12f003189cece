package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Leaves the collector alone as a whole when it asks for that, or when several attempts
 * in a row have failed. After such a pause one attempt goes ahead; not before that one is
 * answered do the others follow. Used by the engine's thread only.
 */
final class BackPressure {

	/** From this many failures in a row on it is the collector, and not the event. */
	private static final int RUN = 3;

	private final RetryPolicy retry;

	private final DoubleSupplier random;

	private final LongSupplier clock;

	private int failures;

	private boolean halfOpen;

	private long until = Long.MIN_VALUE;

	/** Nanoseconds of all pauses that no event is to pay for. */
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
	 * Until when the collector is left alone, if it is.
	 * @return nanoseconds of the engine's clock
	 */
	long until() {
		return this.until;
	}

	/**
	 * A clock that stands still while the collector is left alone because it asked for
	 * that, or can't be reached.
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
	 * An attempt failed that may be repeated. While the collector is left alone after a
	 * run of failures, one without a connection costs the event nothing: it says that the
	 * outage goes on.
	 * @return how long to wait with the next one, {@code null} if there is to be none
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
	 * The pause is over, whatever time it is by now; one attempt goes ahead all the same.
	 */
	void endPause() {
		this.until = Math.min(this.until, this.clock.getAsLong());
	}

}
