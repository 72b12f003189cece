package dev.rustauth.telemetry.delivery;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * An event on its way, with what its attempts have brought so far. Used by the engine's
 * thread, but for {@link #handOver}.
 */
final class Delivery {

	private final TelemetryEvent event;

	private final boolean init;

	private final String idempotencyKey;

	private final long firstAttemptAt;

	private long attemptAt;

	private int attempts;

	private boolean maybeReceived;

	private boolean waiting;

	private volatile boolean handedOver;

	private @Nullable Disposable current;

	Delivery(TelemetryEvent event, String idempotencyKey, boolean init, long now) {
		this.event = event;
		this.idempotencyKey = idempotencyKey;
		this.init = init;
		this.firstAttemptAt = now;
	}

	TelemetryEvent event() {
		return this.event;
	}

	boolean isInit() {
		return this.init;
	}

	String idempotencyKey() {
		return this.idempotencyKey;
	}

	long firstAttemptAt() {
		return this.firstAttemptAt;
	}

	int attempts() {
		return this.attempts;
	}

	/**
	 * Begin an attempt.
	 * @param now nanoseconds of the engine's clock
	 * @return its number, from 1 on; an answer to an earlier one doesn't count any more
	 */
	int beginAttempt(long now) {
		this.attemptAt = now;
		this.waiting = false;
		this.handedOver = false;
		this.current = null;
		return ++this.attempts;
	}

	long attemptAt() {
		return this.attemptAt;
	}

	void beginWait(Disposable timer) {
		this.waiting = true;
		this.current = timer;
	}

	boolean isWaiting() {
		return this.waiting;
	}

	void current(Disposable current) {
		this.current = current;
	}

	void cancel() {
		if (this.current != null) {
			this.current.dispose();
			this.current = null;
		}
	}

	void received() {
		this.maybeReceived = true;
	}

	/**
	 * The sink gets the event now. The only method that another thread may call.
	 */
	void handOver() {
		this.handedOver = true;
	}

	boolean isHandedOver() {
		return this.handedOver;
	}

	boolean isMaybeReceived() {
		return this.maybeReceived;
	}

}
