package dev.rustauth.telemetry.delivery;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * An event on its way, with what its attempts have brought so far. Used by the engine's
 * thread, but for {@link #handOver} and what the sink says.
 */
final class Delivery implements WriteSignal {

	/** Where an attempt is. */
	private enum Stage {

		/** Not with the sink yet. */
		IN_LINE,

		/** The sink has it, and it isn't known to be anywhere else. */
		HANDED_OVER,

		/** The sink has it, and nothing of it is written. */
		HELD

	}

	private final TelemetryEvent event;

	private final boolean init;

	private final String idempotencyKey;

	private final long firstAttemptAt;

	private long attemptAt;

	private int attempts;

	private boolean maybeReceived;

	private boolean waiting;

	private volatile Stage stage = Stage.IN_LINE;

	private volatile long handedOverAt;

	private final EngineThread clock;

	private @Nullable Disposable current;

	Delivery(TelemetryEvent event, String idempotencyKey, boolean init, EngineThread clock) {
		this.event = event;
		this.idempotencyKey = idempotencyKey;
		this.init = init;
		this.clock = clock;
		this.firstAttemptAt = clock.now();
	}

	/**
	 * The same event after a pause: the time doesn't count, the attempts do.
	 * @param clock the thread that takes over
	 */
	Delivery resumedOn(EngineThread clock) {
		Delivery resumed = new Delivery(this.event, this.idempotencyKey, this.init, clock);
		resumed.attempts = this.attempts;
		resumed.maybeReceived = this.maybeReceived;
		return resumed;
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
		this.stage = Stage.IN_LINE;
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
	 * The sink gets the event now.
	 */
	void handOver() {
		this.handedOverAt = this.clock.now();
		this.stage = Stage.HANDED_OVER;
	}

	@Override
	public void held() {
		this.stage = Stage.HELD;
	}

	@Override
	public void written() {
		this.stage = Stage.HANDED_OVER;
	}

	/**
	 * Whether the sink may be writing the event, or have written it.
	 */
	boolean isBeingSent() {
		return !this.waiting && this.stage == Stage.HANDED_OVER;
	}

	/**
	 * For how long the sink has had the event.
	 * @param now nanoseconds of the engine's clock
	 * @return nanoseconds, zero if it hasn't got it yet
	 */
	long handedOverFor(long now) {
		return (this.stage == Stage.IN_LINE) ? 0 : now - this.handedOverAt;
	}

	boolean isMaybeReceived() {
		return this.maybeReceived;
	}

}
