package dev.rustauth.telemetry.sample.collector.operations;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads and removes whole deployments, and what is too old. Blocks; safe to call from any
 * thread.
 */
@Repository
class Erasure {

	/** Small enough that nobody waits long for a lock. */
	private static final int CHUNK = 1000;

	/** The latest configuration stays as long as its deployment sends anything. */
	private static final String DELETE_SNAPSHOTS = """
			delete from snapshot where last_seen < ? and (
				not exists (select 1 from deployment d where d.anonymous_id = snapshot.anonymous_id)
				or exists (select 1 from snapshot s where s.anonymous_id = snapshot.anonymous_id
					and s.kind = snapshot.kind and s.last_seen > snapshot.last_seen))""";

	private static final String DELETE_VERSIONS = """
			delete from version_use where used_until < ? or not exists
				(select 1 from deployment d where d.anonymous_id = version_use.anonymous_id)""";

	private final JdbcClient jdbc;

	Erasure(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Tell whether anything is kept of a deployment.
	 */
	boolean isKnown(String anonymousId) {
		return this.jdbc.sql("select count(*) from deployment where anonymous_id = ?")
			.param(anonymousId)
			.query(Long.class)
			.single() > 0;
	}

	/**
	 * Read all events of a deployment, a page at a time, so that none of it has to fit
	 * into memory.
	 * @param anonymousId whose
	 * @param target given each event
	 */
	void export(String anonymousId, Consumer<ExportedEvent> target) {
		long after = 0;
		int found;
		do {
			var page = this.jdbc.sql("""
					select id, idempotency_key, received_at, schema_version, flags, body from event
					where anonymous_id = ? and id > ? order by anonymous_id, id limit 100""")
				.params(anonymousId, after)
				.query((rows, number) -> new ExportedEvent(rows.getLong("id"), rows.getString("idempotency_key"),
						rows.getObject("received_at", OffsetDateTime.class).toInstant(),
						rows.getString("schema_version"), rows.getString("flags"), rows.getString("body")))
				.list();
			page.forEach(target);
			found = page.size();
			after = (found > 0) ? page.get(found - 1).number() : after;
		}
		while (found > 0);
	}

	/**
	 * Forget a deployment. How many events came in by hour stays known, but not whose.
	 * @param anonymousId whose
	 * @return what was there
	 */
	@Transactional
	Removed delete(String anonymousId) {
		int deadLetters = delete("delete from dead_letter where anonymous_id = ?", anonymousId);
		int events = delete("delete from event where anonymous_id = ?", anonymousId);
		delete("delete from snapshot where anonymous_id = ?", anonymousId);
		delete("delete from configuration_change where anonymous_id = ?", anonymousId);
		delete("delete from version_use where anonymous_id = ?", anonymousId);
		int deployments = delete("delete from deployment where anonymous_id = ?", anonymousId);
		return new Removed(deployments, events, deadLetters);
	}

	private int delete(String statement, String anonymousId) {
		return this.jdbc.sql(statement).param(anonymousId).update();
	}

	/**
	 * Forget what came in before a moment. Takes many short transactions.
	 */
	Removed deleteBefore(Instant moment) {
		OffsetDateTime before = moment.atOffset(ZoneOffset.UTC);
		int events = inChunks("event", before);
		int deadLetters = inChunks("dead_letter", before);
		this.jdbc.sql("delete from event_count where at_hour < ?").param(before).update();
		int deployments = this.jdbc.sql("delete from deployment where last_seen < ?").param(before).update();
		this.jdbc.sql(DELETE_SNAPSHOTS).param(before).update();
		this.jdbc.sql("delete from configuration_change where last_at < ?").param(before).update();
		this.jdbc.sql(DELETE_VERSIONS).param(before).update();
		return new Removed(deployments, events, deadLetters);
	}

	/**
	 * Forget the oldest dead letters.
	 * @param keep how many to keep
	 */
	int deleteDeadLettersBut(int keep) {
		return this.jdbc
			.sql("delete from dead_letter where id <= (select id from dead_letter order by id desc limit 1 offset ?)")
			.param(keep)
			.update();
	}

	private int inChunks(String table, OffsetDateTime before) {
		int total = 0;
		int removed;
		do {
			removed = this.jdbc
				.sql("delete from %1$s where id in (select id from %1$s where received_at < ? limit %2$d)"
					.formatted(table, CHUNK))
				.param(before)
				.update();
			total += removed;
		}
		while (removed == CHUNK);
		return total;
	}

	/**
	 * What was removed.
	 *
	 * @param deployments how many
	 * @param events how many
	 * @param deadLetters how many
	 */
	record Removed(int deployments, int events, int deadLetters) {

		boolean isNothing() {
			return this.deployments == 0 && this.events == 0 && this.deadLetters == 0;
		}

	}

}
