package dev.rustauth.telemetry.delivery;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rustauth.telemetry.Internal;

/**
 * The books at one moment. For each type of event and for the whole,
 * {@code accepted = delivered + dropped + unknown + pending}.
 *
 * @param types the books of each type, in the order in which the types were first seen
 * @since 0.1.0
 */
@Internal
public record LedgerSnapshot(Map<String, Entry> types) {

	/**
	 * Copy the map.
	 */
	public LedgerSnapshot {
		types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
	}

	/**
	 * The books of all types together.
	 * @return the sums
	 */
	public Entry total() {
		long delivered = 0;
		long unknown = 0;
		long pending = 0;
		Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
		for (Entry entry : this.types.values()) {
			delivered += entry.delivered();
			unknown += entry.unknown();
			pending += entry.pending();
			entry.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
		}
		return new Entry(delivered, dropped, unknown, pending);
	}

	/**
	 * The books of one type.
	 *
	 * @param delivered events a collector or sink took
	 * @param dropped events that were given up, by reason; reasons that never came up are
	 * left out
	 * @param unknown events that were sent and never answered
	 * @param pending events that wait or are on their way
	 */
	public record Entry(long delivered, Map<DropReason, Long> dropped, long unknown, long pending) {

		/**
		 * Copy the map.
		 */
		public Entry {
			EnumMap<DropReason, Long> copy = new EnumMap<>(DropReason.class);
			copy.putAll(dropped);
			dropped = Collections.unmodifiableMap(copy);
		}

		/**
		 * How many events were handed in while telemetry was on.
		 * @return the sum of all the parts
		 */
		public long accepted() {
			return this.delivered + droppedTotal() + this.unknown + this.pending;
		}

		/**
		 * How many events were given up, for whatever reason.
		 * @return the sum over the reasons
		 */
		public long droppedTotal() {
			return this.dropped.values().stream().mapToLong(Long::longValue).sum();
		}

	}

}
