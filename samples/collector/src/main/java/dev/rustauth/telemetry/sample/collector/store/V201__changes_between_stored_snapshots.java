package dev.rustauth.telemetry.sample.collector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Fills the table of changes from the snapshots of an older version, a page at a time.
 * What went back to an earlier configuration wasn't kept.
 */
@Component
class V201__changes_between_stored_snapshots extends BaseJavaMigration {

	private static final int PAGE_SIZE = 1000;

	@Override
	public void migrate(Context context) {
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
		ChangeTotals totals = new ChangeTotals(jdbc);
		Known last = new Known("", 0, "", Instant.EPOCH);
		List<Known> page;
		do {
			page = jdbc.query("""
					select anonymous_id, id, digest, first_seen from snapshot where kind = 'configuration'
					and anonymous_id >= ? and (anonymous_id > ? or id > ?) order by anonymous_id, id limit %d"""
				.formatted(PAGE_SIZE), Known::of, last.anonymousId, last.anonymousId, last.number);
			for (Known next : page) {
				totals.add(next.anonymousId, (next.anonymousId.equals(last.anonymousId)) ? last.digest : "",
						next.digest, next.first);
				last = next;
			}
		}
		while (page.size() == PAGE_SIZE);
		jdbc.update("""
				update deployment set configuration = (select s.digest from snapshot s
					where s.anonymous_id = deployment.anonymous_id and s.kind = 'configuration'
					order by s.last_seen desc, s.id desc limit 1)""");
	}

	/**
	 * A snapshot.
	 *
	 * @param anonymousId whose
	 * @param number its number
	 * @param digest tells it from others
	 * @param first when it was first seen
	 */
	private record Known(String anonymousId, long number, String digest, Instant first) {

		static Known of(ResultSet rows, int number) throws SQLException {
			return new Known(rows.getString("anonymous_id"), rows.getLong("id"), rows.getString("digest"),
					rows.getObject("first_seen", OffsetDateTime.class).toInstant());
		}

	}

}
