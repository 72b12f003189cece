package dev.rustauth.telemetry.sample.collector.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes arrivals. Blocks; each call is one transaction. The statements are understood by
 * H2 and by PostgreSQL, and by several collectors that share one database.
 */
@Repository
class EventStore implements ArrivalStore {

	private static final String INSERT_EVENT = """
			insert into event (idempotency_key, received_at, type, anonymous_id, schema_version, flags, body, once)
			values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

	private static final String INSERT_DEAD_LETTER = """
			insert into dead_letter (idempotency_key, received_at, anonymous_id, reason, body, once)
			values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Totals totals;

	EventStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.totals = new Totals(jdbc);
	}

	@Override
	public List<Outcome> save(List<? extends Arrival> arrivals) {
		List<Outcome> outcomes = this.transaction.execute((status) -> saveAll(arrivals));
		return (outcomes != null) ? outcomes : List.of();
	}

	@Override
	public void probe(boolean write) {
		// A lock on any of them is seen, without reading a row.
		this.jdbc.queryForList(
				"select 1 from event, deployment, snapshot, configuration_change, version_use, event_count, dead_letter where 1 = 0");
		if (write) {
			this.jdbc.update("update probe set at = current_timestamp");
		}
	}

	/**
	 * H2 closes its file for good when a write fails, and opens it again for the first
	 * connection after the last one that knew it.
	 */
	@Override
	public void reconnect() {
		if (this.jdbc.getDataSource() instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null) {
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
		int[] newEvents = insert(INSERT_EVENT, events, EventStore::setEvent);
		int[] newDeadLetters = insert(INSERT_DEAD_LETTER, deadLetters, EventStore::setDeadLetter);
		this.totals.add(events, newEvents);
		return outcomes(arrivals, newEvents, newDeadLetters);
	}

	private <T> int[] insert(String statement, List<T> rows, RowSetter<T> setter) {
		if (rows.isEmpty()) {
			return new int[0];
		}
		return this.jdbc.batchUpdate(statement, new BatchPreparedStatementSetter() {

			@Override
			public void setValues(PreparedStatement prepared, int index) throws SQLException {
				setter.set(prepared, rows.get(index));
			}

			@Override
			public int getBatchSize() {
				return rows.size();
			}

		});
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

	private static void setEvent(PreparedStatement prepared, Arrival.Event event) throws SQLException {
		prepared.setString(1, event.key());
		prepared.setObject(2, timestamp(event.receivedAt()));
		prepared.setString(3, event.type());
		setText(prepared, 4, event.anonymousId());
		setText(prepared, 5, event.schemaVersion());
		setText(prepared, 6, event.flags());
		prepared.setString(7, event.body());
		prepared.setString(8, event.once());
	}

	private static void setDeadLetter(PreparedStatement prepared, Arrival.DeadLetter deadLetter) throws SQLException {
		prepared.setString(1, deadLetter.key());
		prepared.setObject(2, timestamp(deadLetter.receivedAt()));
		setText(prepared, 3, deadLetter.anonymousId());
		prepared.setString(4, deadLetter.reason());
		prepared.setString(5, deadLetter.body());
		prepared.setString(6, deadLetter.once());
	}

	private static void setText(PreparedStatement prepared, int index, @Nullable String text) throws SQLException {
		if (text != null) {
			prepared.setString(index, text);
		}
		else {
			prepared.setNull(index, Types.VARCHAR);
		}
	}

	static OffsetDateTime timestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private interface RowSetter<T> {

		void set(PreparedStatement prepared, T row) throws SQLException;

	}

}
