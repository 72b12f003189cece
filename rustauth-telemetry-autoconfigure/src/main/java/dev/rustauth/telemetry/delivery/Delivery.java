package dev.rustauth.telemetry.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * One event or batch that is sent as a unit, and the state of its attempts.
 * <p>
 * Used by the engine's thread only, except for the stage of an attempt, which a sink sets
 * on any thread and the close reads. Handing over, writing and ending exclude one
 * another, so a delivery that has ended is never written.
 */
final class Delivery implements WriteSignal {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** Where an attempt is. */
	private enum Stage {

		/** Not with the sink: queued, or waiting for the next attempt. */
		WAITING,

		/** The sink has it and may have written it. */
		HANDED_OVER,

		/** The sink has it, and nothing of it is written. */
		HELD,

		/** It is counted. */
		ENDED

	}

	private final String key;

	private final DeliveryThread clock;

	private final List<TelemetryEvent> events = new ArrayList<>(1);

	private final List<byte[]> bodies = new ArrayList<>(1);

	private int size;

	private long firstAttemptAt;

	private long attemptAt;

	private long dueAt;

	private int attempts;

	private int putOffs;

	private volatile @Nullable Disposable current;

	private Stage stage = Stage.WAITING;

	private boolean maybeReceived;

	private long handedOverAt;

	Delivery(String key, DeliveryThread clock) {
		this.key = key;
		this.clock = clock;
	}

	/**
	 * Take an event out of a batch.
	 */
	Delivery(Delivery batch, int index) {
		this(batch.key + "/" + index, batch.clock);
		this.events.add(batch.events.get(index));
		add(batch.bodies.get(index));
		this.firstAttemptAt = batch.firstAttemptAt;
		this.attempts = batch.attempts;
		this.putOffs = batch.putOffs;
		this.maybeReceived = batch.maybeReceived;
	}

	/**
	 * The events. Changed with the ledger locked only.
	 */
	List<TelemetryEvent> events() {
		return this.events;
	}

	/**
	 * The encoded events, empty if the sink takes the events themselves.
	 */
	List<byte[]> bodies() {
		return this.bodies;
	}

	void add(byte[] body) {
		this.bodies.add(body);
		this.size += body.length;
	}

	/**
	 * Size of the encoded events in bytes.
	 */
	int size() {
		return this.size;
	}

	String key() {
		return this.key;
	}

	int attempts() {
		return this.attempts;
	}

	long firstAttemptAt() {
		return this.firstAttemptAt;
	}

	long attemptAt() {
		return this.attemptAt;
	}

	/**
	 * Begin an attempt.
	 * @param now nanoseconds of the engine's clock
	 * @param start the same without the pauses that the collector asked for
	 * @return its number, starting at 1; answers to earlier attempts are ignored
	 */
	int beginAttempt(long now, long start) {
		if (this.attempts == 0) {
			this.firstAttemptAt = start;
		}
		this.attemptAt = now;
		this.current = null;
		return ++this.attempts;
	}

	/**
	 * When the next attempt may begin.
	 */
	long dueAt() {
		return this.dueAt;
	}

	synchronized void waitUntil(long dueAt) {
		this.dueAt = dueAt;
		moveTo(Stage.WAITING);
	}

	/**
	 * Don't count the attempt, because the collector asked for a pause.
	 */
	void putOff() {
		this.putOffs++;
	}

	int failedAttempts() {
		return this.attempts - this.putOffs;
	}

	/**
	 * Stop the attempt; another one is made later.
	 */
	void suspend() {
		if (isWritten()) {
			received();
		}
		cancel();
		waitUntil(Long.MIN_VALUE);
	}

	/**
	 * Make the next attempt at once, perhaps with another clock. Earlier time doesn't
	 * count against the deadline, earlier attempts do.
	 * @param start as of {@link #beginAttempt}
	 */
	void resume(long start) {
		this.firstAttemptAt = start;
		this.dueAt = Long.MIN_VALUE;
	}

	void current(Disposable current) {
		this.current = current;
	}

	/**
	 * Cancel the attempt, which may run the application's code: whatever that throws, the
	 * event is given up.
	 */
	void cancel() {
		Disposable current = this.current;
		try {
			if (current != null) {
				current.dispose();
			}
		}
		catch (Throwable ex) {
			logger.debug("The sink can't be cancelled: " + ex.getClass().getName());
		}
	}

	/**
	 * Hand it to the sink.
	 * @return {@code false} if it has ended and must not be sent
	 */
	synchronized boolean handOver() {
		this.handedOverAt = this.clock.now();
		return moveTo(Stage.HANDED_OVER);
	}

	@Override
	public synchronized void held() {
		moveTo(Stage.HELD);
	}

	@Override
	public synchronized void written() {
		if (!moveTo(Stage.HANDED_OVER)) {
			throw new CancellationException("The event is given up");
		}
	}

	private boolean moveTo(Stage stage) {
		if (this.stage == Stage.ENDED) {
			return false;
		}
		this.stage = stage;
		return true;
	}

	/**
	 * Count it, once.
	 * @return {@code false} if that was done before
	 */
	synchronized boolean end() {
		boolean first = this.stage != Stage.ENDED;
		this.stage = Stage.ENDED;
		return first;
	}

	/**
	 * End it in its present stage: it may arrive if it is being sent.
	 */
	synchronized void abandon() {
		this.maybeReceived |= this.stage == Stage.HANDED_OVER;
		this.stage = Stage.ENDED;
	}

	synchronized boolean isEnded() {
		return this.stage == Stage.ENDED;
	}

	@Override
	public synchronized boolean isWritten() {
		return this.stage == Stage.HANDED_OVER;
	}

	/**
	 * For how long the sink has had it.
	 * @param now nanoseconds of the engine's clock
	 * @return nanoseconds, zero if it hasn't got it yet
	 */
	synchronized long handedOverFor(long now) {
		return (this.stage == Stage.WAITING) ? 0 : now - this.handedOverAt;
	}

	synchronized void received() {
		this.maybeReceived = true;
	}

	synchronized boolean isMaybeReceived() {
		return this.maybeReceived;
	}

}
