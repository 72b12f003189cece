package dev.rustauth.telemetry.delivery;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * A bounded queue of references for many producers and one consumer, without locks and
 * without garbage. A producer claims a position by compare-and-set and then fills it; the
 * consumer stops at the first position that isn't filled yet.
 * <p>
 * {@link #offer} may be called by any thread. {@link #poll} and {@link #forEach} belong
 * to one thread at a time: the engine calls them with the ledger locked. When the queue
 * is full, {@code offer} refuses.
 */
final class EventQueue {

	// The three counters lie far apart, so that threads don't fight over a cache line.

	private static final int PRODUCED = 16;

	private static final int LIMIT = 32;

	private static final int CONSUMED = 48;

	private final AtomicLongArray counters = new AtomicLongArray(64);

	private final AtomicReferenceArray<@Nullable TelemetryEvent> slots;

	private final int mask;

	private final int capacity;

	EventQueue(int capacity) {
		int length = (capacity > 1) ? Integer.highestOneBit(capacity - 1) << 1 : 1;
		this.slots = new AtomicReferenceArray<>(length);
		this.mask = length - 1;
		this.capacity = capacity;
		this.counters.set(LIMIT, capacity);
	}

	int capacity() {
		return this.capacity;
	}

	/**
	 * How many positions are claimed and not yet taken; exact while nobody else moves.
	 */
	int size() {
		long consumed = this.counters.get(CONSUMED);
		return (int) Math.min(this.capacity, Math.max(0, this.counters.get(PRODUCED) - consumed));
	}

	/**
	 * Whether no position is claimed. A producer that is between claiming and filling
	 * makes this {@code false}, which is what makes going to sleep safe.
	 */
	boolean isEmpty() {
		return this.counters.get(CONSUMED) == this.counters.get(PRODUCED);
	}

	boolean offer(TelemetryEvent event) {
		long limit = this.counters.getAcquire(LIMIT);
		long position;
		do {
			position = this.counters.get(PRODUCED);
			if (position >= limit) {
				limit = this.counters.getAcquire(CONSUMED) + this.capacity;
				if (position >= limit) {
					return false;
				}
				this.counters.setRelease(LIMIT, limit);
			}
		}
		while (!this.counters.compareAndSet(PRODUCED, position, position + 1));
		this.slots.setRelease((int) position & this.mask, event);
		return true;
	}

	@Nullable TelemetryEvent poll() {
		long position = this.counters.getPlain(CONSUMED);
		int slot = (int) position & this.mask;
		TelemetryEvent event = this.slots.getAcquire(slot);
		if (event != null) {
			this.slots.setPlain(slot, null);
			this.counters.setRelease(CONSUMED, position + 1);
		}
		return event;
	}

	/**
	 * Visit what waits, without taking it.
	 */
	void forEach(Consumer<TelemetryEvent> action) {
		long position = this.counters.getPlain(CONSUMED);
		TelemetryEvent event = this.slots.getAcquire((int) position & this.mask);
		while (event != null && position < this.counters.get(PRODUCED)) {
			action.accept(event);
			position++;
			event = (position - this.counters.getPlain(CONSUMED) <= this.mask)
					? this.slots.getAcquire((int) position & this.mask) : null;
		}
	}

}
