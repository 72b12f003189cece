package dev.rustauth.telemetry.sample.collector.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes arrivals. Blocks; each call is one transaction. The statements are understood by
 * H2 and by PostgreSQL, and by several collectors that share one database.
 */
@Repository
class EventStore implements ArrivalStore {

	private static final String INSERT_DEAD_LETTER = """
			insert into dead_letter (idempotency_key, received_at, anonymous_id, reason, body, once)
			values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final EventInsert events;

	private final Totals totals;

	private final DatabaseFile file;

	EventStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.events = new EventInsert(jdbc);
		this.totals = new Totals(jdbc);
		this.file = new DatabaseFile(jdbc);
	}

	@Override
	public List<Outcome> save(List<? extends Arrival> arrivals) {
		List<Outcome> outcomes = this.transaction.execute((status) -> saveAll(arrivals));
		return (outcomes != null) ? outcomes : List.of();
	}

	@Override
	public void probe(boolean write) {
		this.file.requireInPlace();
		// A lock on any of them is seen, without reading a row.
		this.jdbc.queryForList(
				"select 1 from event, deployment, snapshot, configuration_change, version_use, event_count, dead_letter where 1 = 0");
		if (write) {
			this.jdbc.update("update probe set at = current_timestamp");
		}
	}

	/**
	 * H2 closes its file for good when a write fails, and opens it again for the first
	 * connection after the last one that knew it. One that has lost its name is kept
	 * open: nothing else has what is in it.
	 */
	@Override
	public void reconnect() {
		if (!this.file.isGone() && this.jdbc.getDataSource() instanceof HikariDataSource pool
				&& pool.getHikariPoolMXBean() != null) {
			pool.getHikariPoolMXBean().softEvictConnections();
		}
	}

	private List<Outcome> saveAll(List<? extends Arrival> arrivals) {
		List<Arrival.Event> events = new ArrayList<>(arrivals.size());
		List<Arrival.DeadLetter> deadLetters = new ArrayList<>();
		for (Arrival arrival : arrivals) {
			if (arrival instanceof Arrival.Event event) {
				events.add(event);
			}
			else if (arrival instanceof Arrival.DeadLetter deadLetter) {
				deadLetters.add(deadLetter);
			}
		}
		int[] newEvents = this.events.insert(events);
		int[] newDeadLetters = insert(deadLetters);
		this.totals.add(events, newEvents);
		this.file.requireInPlace();
		return outcomes(arrivals, newEvents, newDeadLetters);
	}

	private int[] insert(List<Arrival.DeadLetter> deadLetters) {
		return (deadLetters.isEmpty()) ? new int[0]
				: this.jdbc.batchUpdate(INSERT_DEAD_LETTER, deadLetters.stream().map(EventStore::row).toList());
	}

	private static List<Outcome> outcomes(List<? extends Arrival> arrivals, int[] newEvents, int[] newDeadLetters) {
		List<Outcome> outcomes = new ArrayList<>(arrivals.size());
		int event = 0;
		int deadLetter = 0;
		for (Arrival arrival : arrivals) {
			int count = (arrival instanceof Arrival.Event) ? newEvents[event++] : newDeadLetters[deadLetter++];
			outcomes.add((count > 0) ? Outcome.STORED : Outcome.KNOWN);
		}
		return outcomes;
	}

	private static @Nullable Object[] row(Arrival.DeadLetter deadLetter) {
		return new @Nullable Object[] { deadLetter.key(), timestamp(deadLetter.receivedAt()), deadLetter.anonymousId(),
				deadLetter.reason(), deadLetter.body(), deadLetter.once() };
	}

	static OffsetDateTime timestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
