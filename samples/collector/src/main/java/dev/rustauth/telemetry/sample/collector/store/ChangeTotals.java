package dev.rustauth.telemetry.sample.collector.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.Texts;

/**
 * Keeps one row for each step from one configuration of a deployment to another: when,
 * how often, and what it changed. Part of the transaction that stores the events, after
 * {@link SnapshotTotals}. As long as deployments start with the configuration that they
 * had, it costs one query for each transaction.
 */
final class ChangeTotals {

	/** How many values of a step are kept; the others are counted. */
	private static final int MAX_CHANGES = 100;

	private static final int MAX_PATH = 1000;

	private static final int MAX_VALUE = 1000;

	private static final String UPDATE = """
			update configuration_change set last_at = greatest(last_at, ?), first_at = least(first_at, ?), times = times + ?
			where anonymous_id = ? and before_digest = ? and after_digest = ?""";

	private static final String INSERT = """
			insert into configuration_change
				(anonymous_id, before_digest, after_digest, first_at, last_at, times, differences, said)
			values (?, ?, ?, ?, ?, 0, ?, ?) on conflict do nothing""";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final JdbcTemplate jdbc;

	private final VersionTotals versions;

	ChangeTotals(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
		this.versions = new VersionTotals(jdbc);
	}

	/**
	 * Add starts that were stored; other events change nothing.
	 */
	void add(List<Arrival.Event> events) {
		TreeMap<String, List<Arrival.Event>> starts = new TreeMap<>();
		for (Arrival.Event event : events) {
			if (event.start() != null && event.anonymousId() != null) {
				starts.computeIfAbsent(event.anonymousId(), (id) -> new ArrayList<>()).add(event);
			}
		}
		if (!starts.isEmpty()) {
			Map<String, String> current = current(starts.keySet().toArray());
			starts.forEach((id, ofOne) -> add(id, current.getOrDefault(id, ""), ofOne));
		}
	}

	private Map<String, String> current(Object[] ids) {
		Map<String, String> current = new HashMap<>();
		this.jdbc.query((Connection connection) -> {
			PreparedStatement statement = connection
				.prepareStatement("select anonymous_id, configuration from deployment where anonymous_id = any(?)");
			Array array = connection.createArrayOf("varchar", ids);
			statement.setArray(1, array);
			return statement;
		}, (rows) -> {
			String digest = rows.getString("configuration");
			if (digest != null) {
				current.put(rows.getString("anonymous_id"), digest);
			}
		});
		return current;
	}

	private void add(String anonymousId, String current, List<Arrival.Event> starts) {
		Map<Step, Times> steps = new LinkedHashMap<>();
		String digest = current;
		for (Arrival.Event event : starts) {
			Start start = event.start();
			if (start != null && !start.configuration().digest().equals(digest)) {
				Step step = new Step(digest, start.configuration().digest());
				steps.computeIfAbsent(step, (key) -> new Times(event.receivedAt())).add(event.receivedAt());
				this.versions.use(anonymousId, start.profile(), event.receivedAt());
				digest = step.after;
			}
		}
		if (!steps.isEmpty()) {
			steps.forEach((step, times) -> add(anonymousId, step, times));
			this.jdbc.update("update deployment set configuration = ? where anonymous_id = ?", digest, anonymousId);
		}
	}

	private void add(String anonymousId, Step step, Times times) {
		if (update(anonymousId, step, times) == 0) {
			Map<String, String> before = said(anonymousId, step.before);
			Map<String, String> after = said(anonymousId, step.after);
			List<Change> changes = (before != null && after != null) ? Differences.between(before, after) : List.of();
			this.jdbc.update(INSERT, anonymousId, step.before, step.after, EventStore.timestamp(times.first),
					EventStore.timestamp(times.last), changes.size(),
					JSON.writeValueAsString(changes.stream().limit(MAX_CHANGES).map(ChangeTotals::shortened).toList()));
			update(anonymousId, step, times);
		}
	}

	/**
	 * Add a step that an older version didn't keep.
	 */
	void add(String anonymousId, String before, String after, Instant at) {
		Times once = new Times(at);
		once.add(at);
		add(anonymousId, new Step(before, after), once);
	}

	private int update(String anonymousId, Step step, Times times) {
		return this.jdbc.update(UPDATE, EventStore.timestamp(times.last), EventStore.timestamp(times.first),
				times.number, anonymousId, step.before, step.after);
	}

	/**
	 * What a snapshot says, or null if there is none, or no longer.
	 */
	private @Nullable Map<String, String> said(String anonymousId, String digest) {
		return this.jdbc
			.queryForList("select said from snapshot where anonymous_id = ? and kind = 'configuration' and digest = ?",
					String.class, anonymousId, digest)
			.stream()
			.findFirst()
			.map((text) -> JSON.readValue(text, new TypeReference<Map<String, String>>() {
			}))
			.orElse(null);
	}

	private static Change shortened(Change change) {
		return new Change(Texts.cut(change.path(), MAX_PATH), shortened(change.before()), shortened(change.after()));
	}

	private static @Nullable String shortened(@Nullable String value) {
		return (value != null && value.length() > MAX_VALUE) ? Texts.cut(value, MAX_VALUE) + "…" : value;
	}

	/**
	 * From one configuration to another.
	 *
	 * @param before the digest of the old one, or empty
	 * @param after the digest of the new one
	 */
	private record Step(String before, String after) {
	}

	/**
	 * How often one transaction goes a step.
	 */
	private static final class Times {

		private Instant first;

		private Instant last;

		private long number;

		Times(Instant at) {
			this.first = at;
			this.last = at;
		}

		void add(Instant at) {
			this.number++;
			this.first = (at.isBefore(this.first)) ? at : this.first;
			this.last = (at.isAfter(this.last)) ? at : this.last;
		}

	}

}
