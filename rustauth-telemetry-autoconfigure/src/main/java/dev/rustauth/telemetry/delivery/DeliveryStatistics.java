package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;

/**
 * What became of the events so far. Any thread may read; the engine writes.
 *
 * @since 0.1.0
 */
@Internal
public final class DeliveryStatistics {

	private final EventQueue queue;

	private final Ledger ledger;

	private final DeliveryHistory history = new DeliveryHistory();

	private final LongAdder retries = new LongAdder();

	private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();

	DeliveryStatistics(EventQueue queue) {
		this.queue = queue;
		this.ledger = new Ledger(queue);
	}

	/**
	 * The ledger at this moment.
	 * @return a snapshot
	 */
	public LedgerSnapshot ledger() {
		return this.ledger.snapshot();
	}

	/**
	 * How many attempts were made beyond each event's first.
	 * @return a count that only grows
	 */
	public long retries() {
		return this.retries.sum();
	}

	/**
	 * What happened last.
	 * @return a history that goes on
	 */
	public DeliveryHistory history() {
		return this.history;
	}

	/**
	 * How many events wait in the queue.
	 * @return a number up to {@link #queueCapacity()}
	 */
	public int queueSize() {
		return this.queue.size();
	}

	/**
	 * How many events may wait in the queue.
	 * @return the configured limit
	 */
	public int queueCapacity() {
		return this.queue.capacity();
	}

	/**
	 * Be told how long each successful attempt took, as others are already.
	 * @param listener called on the engine's thread; must neither block nor throw
	 */
	public void onDelivered(Consumer<Duration> listener) {
		this.listeners.add(listener);
	}

	Ledger entries() {
		return this.ledger;
	}

	void retrying(Delivery delivery) {
		this.retries.add(delivery.events().size());
	}

	void failed(DeliveryFailure failure, Instant at) {
		this.history.failed(failure, at);
	}

	void delivered(Delivery delivery, Instant at) {
		if (this.ledger.delivered(delivery)) {
			this.history.delivered(delivery, at);
		}
	}

	void answered(Duration duration) {
		this.listeners.forEach((listener) -> listener.accept(duration));
	}

	void givenUp(Delivery delivery, DropReason reason, Instant at) {
		if (this.ledger.givenUp(delivery, reason)) {
			this.history.givenUp(delivery, reason, at);
		}
	}

	void droppedLast(Delivery delivery, DropReason reason, Instant at) {
		TelemetryEvent event = this.ledger.droppedLast(delivery, reason);
		if (event != null) {
			this.history.add(at, event, reason.name(), 1);
		}
	}

	/**
	 * Count what is left as it stands. Nothing changes the ledger after that but events
	 * that are refused.
	 * @return what was on its way
	 */
	List<Delivery> close() {
		Instant now = Instant.now();
		List<Delivery> left = this.ledger.close();
		left.forEach((delivery) -> this.history.givenUp(delivery, DropReason.SHUTDOWN, now));
		return left;
	}

}
