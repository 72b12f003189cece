package dev.rustauth.telemetry.delivery;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

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
 * waits is counted by looking into the queue.
 */
final class Ledger {

	/** Types beyond this many share one entry, so that made-up names can't eat memory. */
	static final int MAX_TYPES = 100;

	static final String OTHER_TYPES = "(other)";

	private static final DropReason[] REASONS = DropReason.values();

	private final EventQueue queue;

	private final Map<String, Books> types = new ConcurrentHashMap<>();

	private volatile @Nullable Books lastRefused;

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
	 */
	synchronized @Nullable TelemetryEvent take() {
		TelemetryEvent event = this.queue.poll();
		if (event != null) {
			books(event.type()).pending++;
		}
		return event;
	}

	/**
	 * An event on its way that didn't come through the queue: {@code init}.
	 */
	synchronized void begun(String type) {
		books(type).pending++;
	}

	synchronized void delivered(String type) {
		Books books = books(type);
		books.pending--;
		books.delivered++;
	}

	synchronized void unknown(String type) {
		Books books = books(type);
		books.pending--;
		books.unknown++;
	}

	synchronized void dropped(String type, DropReason reason) {
		Books books = books(type);
		books.pending--;
		books.dropped[reason.ordinal()]++;
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
		this.queue.forEach((event) -> waiting.merge(books(event.type()).type, 1L, Long::sum));
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

		private long pending;

		Books(String type, int order) {
			this.type = type;
			this.order = order;
		}

		LedgerSnapshot.Entry snapshot(long waiting) {
			Map<DropReason, Long> reasons = new EnumMap<>(DropReason.class);
			for (DropReason reason : REASONS) {
				long count = this.refused.get(reason.ordinal()) + this.dropped[reason.ordinal()];
				if (count > 0) {
					reasons.put(reason, count);
				}
			}
			return new LedgerSnapshot.Entry(this.delivered, reasons, this.unknown, this.pending + waiting);
		}

	}

}
