package dev.rustauth.telemetry.sample.collector.store;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.sample.collector.EventJson;

/**
 * Fills the table of snapshots from the starts that an older version stored. Reads each
 * of them once, a page at a time; one that can't be read is left out.
 */
@Component
class V3__snapshots_of_stored_starts extends BaseJavaMigration {

	private static final int PAGE_SIZE = 500;

	private static final Profile NOT_NEEDED = new Profile(null, null, null, null, null, null, null, null);

	private final EventJson json;

	V3__snapshots_of_stored_starts(EventJson json) {
		this.json = json;
	}

	@Override
	public void migrate(Context context) {
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
		SnapshotTotals totals = new SnapshotTotals(jdbc);
		long[] after = { 0 };
		int found;
		do {
			List<Arrival.Event> starts = new ArrayList<>();
			found = jdbc.query("""
					select id, anonymous_id, received_at, body from event
					where id > ? and type = 'init' and anonymous_id is not null order by id limit %d"""
				.formatted(PAGE_SIZE), (rows, number) -> {
					after[0] = rows.getLong("id");
					Start start = start(rows.getString("body"));
					return starts
						.add(new Arrival.Event("", "", rows.getObject("received_at", OffsetDateTime.class).toInstant(),
								"init", rows.getString("anonymous_id"), null, null, "", start));
				}, after[0]).size();
			totals.add(starts);
		}
		while (found == PAGE_SIZE);
	}

	private @Nullable Start start(String body) {
		try {
			JsonNode payload = this.json.read(body).path("payload");
			return (payload.isObject()) ? Start.of(NOT_NEEDED, payload) : null;
		}
		catch (JacksonException | OversizedSnapshotException ex) {
			return null;
		}
	}

}
