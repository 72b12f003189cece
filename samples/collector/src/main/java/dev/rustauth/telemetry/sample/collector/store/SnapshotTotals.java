package dev.rustauth.telemetry.sample.collector.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps one row for each distinct thing that the starts of a deployment said: how often,
 * and from when to when. Part of the transaction that stores the events. Rows are updated
 * in the order of their keys, as those of {@link Totals}.
 */
final class SnapshotTotals {

	private static final String UPDATE = """
			update snapshot set last_seen = greatest(last_seen, ?), first_seen = least(first_seen, ?), starts = starts + ?
			where anonymous_id = ? and kind = ? and digest = ?""";

	private static final String INSERT = """
			insert into snapshot (anonymous_id, kind, digest, first_seen, last_seen, starts, said)
			values (?, ?, ?, ?, ?, 0, ?) on conflict do nothing""";

	private final JdbcTemplate jdbc;

	SnapshotTotals(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Add starts that were stored; other events say nothing that is kept here.
	 */
	void add(List<Arrival.Event> events) {
		TreeMap<Key, Sum> sums = new TreeMap<>();
		for (Arrival.Event event : events) {
			Start start = event.start();
			String anonymousId = event.anonymousId();
			if (start != null && anonymousId != null) {
				add(sums, anonymousId, Kind.CONFIGURATION, start.configuration(), event.receivedAt());
				add(sums, anonymousId, Kind.HOST, start.host(), event.receivedAt());
			}
		}
		Map<Key, Sum> unknown = update(sums);
		if (!unknown.isEmpty()) {
			insert(unknown);
			update(unknown);
		}
	}

	private static void add(Map<Key, Sum> sums, String anonymousId, Kind kind, @Nullable Snapshot snapshot,
			Instant at) {
		if (snapshot != null) {
			sums.computeIfAbsent(new Key(anonymousId, kind, snapshot.digest()), (key) -> new Sum(snapshot.values(), at))
				.add(at);
		}
	}

	/**
	 * Add to the rows that are there.
	 * @return those that aren't
	 */
	private Map<Key, Sum> update(Map<Key, Sum> sums) {
		Map<Key, Sum> unknown = new TreeMap<>();
		if (sums.isEmpty()) {
			return unknown;
		}
		List<Object[]> rows = new ArrayList<>();
		sums.forEach((key, sum) -> rows.add(new Object[] { EventStore.timestamp(sum.last),
				EventStore.timestamp(sum.first), sum.starts, key.anonymousId, key.kind.column(), key.digest }));
		int[] updated = this.jdbc.batchUpdate(UPDATE, rows);
		int index = 0;
		for (Map.Entry<Key, Sum> entry : sums.entrySet()) {
			if (updated[index++] == 0) {
				unknown.put(entry.getKey(), entry.getValue());
			}
		}
		return unknown;
	}

	private void insert(Map<Key, Sum> sums) {
		List<Object[]> rows = new ArrayList<>();
		sums.entrySet()
			.stream()
			// Numbered in the order in which they came: that is how pages list them.
			.sorted(Comparator.comparing((entry) -> entry.getValue().first))
			.forEach((entry) -> rows.add(row(entry.getKey(), entry.getValue())));
		this.jdbc.batchUpdate(INSERT, rows);
	}

	private static Object[] row(Key key, Sum sum) {
		return new Object[] { key.anonymousId, key.kind.column(), key.digest, EventStore.timestamp(sum.first),
				EventStore.timestamp(sum.last), sum.values };
	}

	/**
	 * Which row.
	 *
	 * @param anonymousId the deployment
	 * @param kind which half
	 * @param digest what it said
	 */
	private record Key(String anonymousId, Kind kind, String digest) implements Comparable<Key> {

		private static final Comparator<Key> ORDER = Comparator.comparing(Key::anonymousId)
			.thenComparing(Key::kind)
			.thenComparing(Key::digest);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}

	}

	/**
	 * Which half of an {@code init}.
	 */
	private enum Kind {

		CONFIGURATION, HOST;

		String column() {
			return (this == HOST) ? "host" : "configuration";
		}

	}

	/**
	 * What one transaction adds to a row.
	 */
	private static final class Sum {

		private final String values;

		private Instant first;

		private Instant last;

		private long starts;

		Sum(String values, Instant at) {
			this.values = values;
			this.first = at;
			this.last = at;
		}

		void add(Instant at) {
			this.starts++;
			this.first = (at.isBefore(this.first)) ? at : this.first;
			this.last = (at.isAfter(this.last)) ? at : this.last;
		}

	}

}
