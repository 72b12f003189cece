package dev.rustauth.telemetry.sample.collector.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps what the page sums up: a row for each deployment, and counts by hour. Part of the
 * transaction that stores the events, so that they always agree with them. Rows are
 * touched in the order of their keys, so that two collectors seldom wait for each other
 * in a circle: only when both meet the same new deployments, and then the database ends
 * one of the transactions, which is tried again.
 */
final class Totals {

	/** Counted under their own names: a stranger can't make up more of them. */
	private static final Set<String> COUNTED = Set.of("init", "cli_generate", "cli_migrate");

	private static final String UPDATE_SEEN = """
			update deployment set last_seen = greatest(last_seen, ?), events = events + ?
			where anonymous_id = ?""";

	private static final String UPDATE_STARTED = """
			update deployment set last_seen = greatest(last_seen, ?), events = events + ?, starts = starts + ?,
				environment = ?, runtime = ?, runtime_version = ?, framework = ?, framework_version = ?,
				database_name = ?, features = ?, vendor = ?, runtime_minor = ?, framework_minor = ?
			where anonymous_id = ?""";

	private final JdbcTemplate jdbc;

	private final SnapshotTotals snapshots;

	private final ChangeTotals changes;

	Totals(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
		this.snapshots = new SnapshotTotals(jdbc);
		this.changes = new ChangeTotals(jdbc);
	}

	/**
	 * Add events that were stored.
	 * @param events the events of one transaction
	 * @param stored for each, 1 if it was new, 0 if it was known
	 */
	void add(List<Arrival.Event> events, int[] stored) {
		TreeMap<String, Sum> deployments = new TreeMap<>();
		TreeMap<Hour, Long> hours = new TreeMap<>();
		for (int i = 0; i < events.size(); i++) {
			if (stored[i] == 0) {
				continue;
			}
			Arrival.Event event = events.get(i);
			hours.merge(Hour.of(event), 1L, Long::sum);
			String anonymousId = event.anonymousId();
			if (anonymousId != null) {
				deployments.computeIfAbsent(anonymousId, (id) -> new Sum(event.receivedAt())).add(event);
			}
		}
		addHours(hours);
		addDeployments(deployments);
		List<Arrival.Event> added = IntStream.range(0, events.size())
			.filter((index) -> stored[index] != 0)
			.mapToObj(events::get)
			.toList();
		this.snapshots.add(added);
		this.changes.add(added);
	}

	private void addHours(Map<Hour, Long> hours) {
		hours.forEach((hour, count) -> {
			Object at = EventStore.timestamp(hour.start());
			if (addHour(hour, count, at) == 0) {
				this.jdbc.update(
						"insert into event_count (at_hour, type, events) values (?, ?, 0) on conflict do nothing", at,
						hour.type());
				addHour(hour, count, at);
			}
		});
	}

	private int addHour(Hour hour, long count, Object at) {
		return this.jdbc.update("update event_count set events = events + ? where at_hour = ? and type = ?", count, at,
				hour.type());
	}

	private void addDeployments(Map<String, Sum> deployments) {
		Map<String, Sum> unknown = update(deployments);
		if (unknown.isEmpty()) {
			return;
		}
		List<Object[]> rows = new ArrayList<>();
		unknown.forEach((id, sum) -> rows
			.add(new Object[] { id, EventStore.timestamp(sum.first), EventStore.timestamp(sum.last) }));
		this.jdbc.batchUpdate("""
				insert into deployment (anonymous_id, first_seen, last_seen, events, starts)
				values (?, ?, ?, 0, 0) on conflict do nothing""", rows);
		update(unknown);
	}

	/**
	 * Add to the rows that are there.
	 * @return those that aren't
	 */
	private Map<String, Sum> update(Map<String, Sum> deployments) {
		Map<String, Sum> unknown = new TreeMap<>();
		unknown.putAll(update(UPDATE_SEEN, select(deployments, false), Totals::seen));
		unknown.putAll(update(UPDATE_STARTED, select(deployments, true), Totals::started));
		return unknown;
	}

	private Map<String, Sum> update(String statement, Map<String, Sum> deployments,
			BiFunction<String, Sum, Object[]> row) {
		Map<String, Sum> unknown = new TreeMap<>();
		if (deployments.isEmpty()) {
			return unknown;
		}
		List<Object[]> rows = new ArrayList<>();
		deployments.forEach((id, sum) -> rows.add(row.apply(id, sum)));
		int[] updated = this.jdbc.batchUpdate(statement, rows);
		int index = 0;
		for (Map.Entry<String, Sum> deployment : deployments.entrySet()) {
			if (updated[index++] == 0) {
				unknown.put(deployment.getKey(), deployment.getValue());
			}
		}
		return unknown;
	}

	private static Map<String, Sum> select(Map<String, Sum> deployments, boolean started) {
		Map<String, Sum> selected = new TreeMap<>(deployments);
		selected.values().removeIf((sum) -> (sum.profile != null) != started);
		return selected;
	}

	private static Object[] seen(String id, Sum sum) {
		return new Object[] { EventStore.timestamp(sum.last), sum.events, id };
	}

	private static Object[] started(String id, Sum sum) {
		Profile is = Objects.requireNonNull(sum.profile);
		return new Object[] { EventStore.timestamp(sum.last), sum.events, sum.starts, is.environment(), is.runtime(),
				is.runtimeVersion(), is.framework(), is.frameworkVersion(), is.database(), is.features(), is.vendor(),
				VersionTotals.minor(is.runtimeVersion()), VersionTotals.minor(is.frameworkVersion()), id };
	}

	/**
	 * An hour of one type.
	 *
	 * @param start when it began
	 * @param type what was counted
	 */
	private record Hour(Instant start, String type) implements Comparable<Hour> {

		static Hour of(Arrival.Event event) {
			return new Hour(event.receivedAt().truncatedTo(ChronoUnit.HOURS),
					COUNTED.contains(event.type()) ? event.type() : "other");
		}

		@Override
		public int compareTo(Hour other) {
			int order = this.start.compareTo(other.start);
			return (order != 0) ? order : this.type.compareTo(other.type);
		}

	}

	/**
	 * What one transaction adds to a deployment.
	 */
	private static final class Sum {

		private final Instant first;

		private Instant last;

		private long events;

		private long starts;

		private @Nullable Profile profile;

		Sum(Instant first) {
			this.first = first;
			this.last = first;
		}

		void add(Arrival.Event event) {
			this.events++;
			if (event.receivedAt().isAfter(this.last)) {
				this.last = event.receivedAt();
			}
			Start start = event.start();
			if (start != null) {
				this.starts++;
				this.profile = start.profile();
			}
		}

	}

}
