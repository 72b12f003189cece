package dev.rustauth.telemetry.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * The books. Every event handed in is in exactly one place at any moment: in the queue,
 * on its way, delivered, unknown, or dropped for a reason.
 * <p>
 * Threads: publishers write only when they are refused, without a lock
 * ({@link #refused}). Every move of an event that was taken into the queue happens under
 * the lock of this object, and a snapshot is taken under it too, so it never sees an
 * event twice or not at all. Taking an event in costs the publisher nothing here: what
 * waits is counted by reading the queue.
 */
final class Ledger {

	/** Types beyond this many share one entry, so that made-up names can't eat memory. */
	static final int MAX_TYPES = 100;

	static final String OTHER_TYPES = "(other)";

	private static final DropReason[] REASONS = DropReason.values();

	private final EventQueue queue;

	private final Map<String, Books> types = new ConcurrentHashMap<>();

	private final Set<Delivery> onTheirWay = new LinkedHashSet<>();

	private volatile @Nullable Books lastRefused;

	private boolean closed;

	Ledger(EventQueue queue) {
		this.queue = queue;
	}

	/**
	 * An event that never got into the queue.
	 */
	void refused(String type, DropReason reason) {
		Books books = this.lastRefused;
		if (books == null || !books.type.equals(type)) {
			books = books(type);
			this.lastRefused = books;
		}
		books.refused.incrementAndGet(reason.ordinal());
	}

	/**
	 * Take the next event from the queue; it is on its way from here on.
	 * @param delivery what it will be a part of
	 * @param anonymousId pseudonym that the event is to carry
	 * @return the event, {@code null} if none waits, or if the ledger is closed
	 */
	synchronized @Nullable TelemetryEvent take(Delivery delivery, String anonymousId) {
		TelemetryEvent event = (this.closed) ? null : this.queue.poll();
		if (event == null) {
			return null;
		}
		TelemetryEvent complete = event.withAnonymousId(anonymousId);
		begun(delivery, complete);
		return complete;
	}

	/**
	 * An event that is on its way, or what it has become.
	 */
	synchronized void begun(Delivery delivery, TelemetryEvent event) {
		delivery.events().add(event);
		this.onTheirWay.add(delivery);
	}

	/**
	 * Let an event that is on its way take the place of what stood for it.
	 * @return {@code false} if that is counted already
	 */
	synchronized boolean replace(Delivery before, Delivery after, TelemetryEvent event) {
		boolean first = before.end();
		if (first) {
			this.onTheirWay.remove(before);
			begun(after, event);
		}
		return first;
	}

	/**
	 * Count a delivery that arrived.
	 * @return {@code false} if it was counted already
	 */
	synchronized boolean delivered(Delivery delivery) {
		return end(delivery, (books) -> books.delivered++);
	}

	/**
	 * Count a delivery that was given up: as unknown if it may have arrived, else as
	 * dropped.
	 * @return {@code false} if it was counted already
	 */
	synchronized boolean givenUp(Delivery delivery, DropReason reason) {
		return end(delivery, (books) -> books.giveUp(delivery, reason));
	}

	private boolean end(Delivery delivery, Consumer<Books> entry) {
		boolean first = delivery.end();
		if (first) {
			this.onTheirWay.remove(delivery);
			delivery.events().forEach((event) -> entry.accept(books(event.type())));
		}
		return first;
	}

	/**
	 * Drop the event that was taken last into a delivery that isn't complete yet.
	 * @return the event, {@code null} if it was counted already
	 */
	synchronized @Nullable TelemetryEvent droppedLast(Delivery delivery, DropReason reason) {
		if (!this.onTheirWay.contains(delivery)) {
			return null;
		}
		TelemetryEvent event = delivery.events().remove(delivery.events().size() - 1);
		books(event.type()).dropped[reason.ordinal()]++;
		if (delivery.events().isEmpty()) {
			this.onTheirWay.remove(delivery);
		}
		return event;
	}

	/**
	 * Let each event of a batch go its own way.
	 * @return the deliveries in the place of the batch, none if that is counted already
	 */
	synchronized List<Delivery> split(Delivery batch) {
		if (!batch.end()) {
			return List.of();
		}
		this.onTheirWay.remove(batch);
		List<Delivery> singles = new ArrayList<>();
		for (int i = 0; i < batch.events().size(); i++) {
			singles.add(new Delivery(batch, i));
		}
		this.onTheirWay.addAll(singles);
		return singles;
	}

	/**
	 * Count what is left as it stands. Nothing is taken, and nothing that was on its way
	 * is counted, after that.
	 * @return what was on its way
	 */
	synchronized List<Delivery> close() {
		this.closed = true;
		List<Delivery> left = List.copyOf(this.onTheirWay);
		for (Delivery delivery : left) {
			delivery.abandon();
			delivery.events().forEach((event) -> books(event.type()).giveUp(delivery, DropReason.SHUTDOWN));
		}
		this.onTheirWay.clear();
		dropWaiting(DropReason.SHUTDOWN);
		return left;
	}

	/**
	 * Drop everything that waits in the queue, also what a publisher is putting in right
	 * now: a claimed position is filled within a few instructions.
	 */
	synchronized void dropWaiting(DropReason reason) {
		while (!this.queue.isEmpty()) {
			TelemetryEvent event = this.queue.poll();
			if (event != null) {
				books(event.type()).dropped[reason.ordinal()]++;
			}
			else {
				Thread.onSpinWait();
			}
		}
	}

	synchronized LedgerSnapshot snapshot() {
		Map<String, Long> waiting = new LinkedHashMap<>();
		Consumer<TelemetryEvent> pending = (event) -> waiting.merge(books(event.type()).type, 1L, Long::sum);
		this.queue.forEach(pending);
		this.onTheirWay.forEach((delivery) -> delivery.events().forEach(pending));
		Map<String, LedgerSnapshot.Entry> entries = new LinkedHashMap<>();
		this.types.values()
			.stream()
			.sorted((left, right) -> Integer.compare(left.order, right.order))
			.forEach((books) -> entries.put(books.type, books.snapshot(waiting.getOrDefault(books.type, 0L))));
		return new LedgerSnapshot(entries);
	}

	private Books books(String type) {
		Books books = this.types.get(type);
		return (books != null) ? books : newBooks(type);
	}

	private Books newBooks(String type) {
		// Two threads may overshoot the limit by a few: it is a bound, not a rule.
		String name = (this.types.size() < MAX_TYPES) ? type : OTHER_TYPES;
		return this.types.computeIfAbsent(name, (key) -> new Books(key, this.types.size()));
	}

	private static final class Books {

		private final String type;

		private final int order;

		private final AtomicLongArray refused = new AtomicLongArray(REASONS.length);

		private final long[] dropped = new long[REASONS.length];

		private long delivered;

		private long unknown;

		Books(String type, int order) {
			this.type = type;
			this.order = order;
		}

		void giveUp(Delivery delivery, DropReason reason) {
			if (delivery.isMaybeReceived()) {
				this.unknown++;
			}
			else {
				this.dropped[reason.ordinal()]++;
			}
		}

		LedgerSnapshot.Entry snapshot(long pending) {
			Map<DropReason, Long> reasons = new EnumMap<>(DropReason.class);
			for (DropReason reason : REASONS) {
				long count = this.refused.get(reason.ordinal()) + this.dropped[reason.ordinal()];
				if (count > 0) {
					reasons.put(reason, count);
				}
			}
			return new LedgerSnapshot.Entry(this.delivered, reasons, this.unknown, pending);
		}

	}

}
