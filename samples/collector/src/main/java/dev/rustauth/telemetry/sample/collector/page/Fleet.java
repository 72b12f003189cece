package dev.rustauth.telemetry.sample.collector.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads what the pages show. Blocks; safe to call from any thread.
 */
@Repository
class Fleet {

	static final int PAGE_SIZE = 50;

	/** How many snapshots of a deployment are compared. */
	private static final int MAX_SNAPSHOTS = 100;

	private final JdbcClient jdbc;

	private final Clock clock;

	Fleet(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The deployments that reported last.
	 * @param page which page, from 0
	 * @return one more than fit on a page, if there are more
	 */
	List<Deployment> deployments(int page) {
		return this.jdbc.sql("select * from deployment order by last_seen desc, anonymous_id limit ? offset ?")
			.params(PAGE_SIZE + 1, page * (long) PAGE_SIZE)
			.query(this::toDeployment)
			.list();
	}

	Optional<Deployment> find(String anonymousId) {
		return this.jdbc.sql("select * from deployment where anonymous_id = ?")
			.param(anonymousId)
			.query(this::toDeployment)
			.optional();
	}

	long deploymentCount() {
		return this.jdbc.sql("select count(*) from deployment").query(Long.class).single();
	}

	long deadLetterCount() {
		return this.jdbc.sql("select count(*) from dead_letter").query(Long.class).single();
	}

	/**
	 * How many events came in, as long as their counts are kept.
	 */
	long eventCount() {
		return this.jdbc.sql("select coalesce(sum(events), 0) from event_count").query(Long.class).single();
	}

	/**
	 * How many deployments reported since a moment.
	 */
	long activeSince(Instant since) {
		return this.jdbc.sql("select count(*) from deployment where last_seen >= ?")
			.param(since.atOffset(ZoneOffset.UTC))
			.query(Long.class)
			.single();
	}

	/**
	 * The latest snapshots of a deployment, newest first.
	 */
	List<StoredEvent> snapshots(String anonymousId) {
		return this.jdbc
			.sql("select * from event where anonymous_id = ? and type = 'init' order by anonymous_id, id desc limit ?")
			.params(anonymousId, MAX_SNAPSHOTS)
			.query(this::toEvent)
			.list();
	}

	/**
	 * Events, newest first.
	 * @param anonymousId of whom, or null for everybody's
	 * @param before only those with a lower number
	 * @return one more than fit on a page, if there are more
	 */
	List<StoredEvent> events(@Nullable String anonymousId, long before) {
		String where = (anonymousId != null) ? "anonymous_id = ? and id < ? order by anonymous_id, id desc"
				: "id < ? order by id desc";
		List<Object> parameters = (anonymousId != null) ? List.of(anonymousId, before) : List.of(before);
		return this.jdbc.sql("select * from event where " + where + " limit " + (PAGE_SIZE + 1))
			.params(parameters)
			.query(this::toEvent)
			.list();
	}

	Optional<StoredEvent> event(long number) {
		return this.jdbc.sql("select * from event where id = ?").param(number).query(this::toEvent).optional();
	}

	List<StoredDeadLetter> deadLetters(int page) {
		return this.jdbc.sql("select * from dead_letter order by id desc limit ? offset ?")
			.params(PAGE_SIZE + 1, page * (long) PAGE_SIZE)
			.query(this::toDeadLetter)
			.list();
	}

	/**
	 * How many deployments run which version.
	 */
	List<Share> shares(boolean frameworks) {
		String name = (frameworks) ? "framework" : "runtime";
		return this.jdbc.sql("""
				select %1$s as name, %1$s_version as version, count(*) as deployments from deployment
				where %1$s is not null group by %1$s, %1$s_version order by deployments desc, name, version
				limit 1000""".formatted(name))
			.query((rows, number) -> new Share(String.valueOf(named(rows.getString("name"), rows.getString("version"))),
					rows.getLong("deployments")))
			.list();
	}

	/**
	 * How many events came in by hour and type.
	 */
	List<HourlyCount> counts(Instant since) {
		return this.jdbc.sql("select at_hour, type, events from event_count where at_hour >= ?")
			.param(since.atOffset(ZoneOffset.UTC))
			.query((rows, number) -> new HourlyCount(instant(rows, "at_hour"), rows.getString("type"),
					rows.getLong("events")))
			.list();
	}

	private Deployment toDeployment(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		String features = rows.getString("features");
		return new Deployment(id, Alias.of(id), rows.getString("environment"),
				named(rows.getString("runtime"), rows.getString("runtime_version")),
				named(rows.getString("framework"), rows.getString("framework_version")),
				rows.getString("database_name"), (features != null) ? features.lines().toList() : List.of(),
				when(rows, "first_seen"), when(rows, "last_seen"), rows.getLong("starts"), rows.getLong("events"));
	}

	private StoredEvent toEvent(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		String flags = rows.getString("flags");
		return new StoredEvent(rows.getLong("id"), when(rows, "received_at"), rows.getString("type"), id,
				(id != null) ? Alias.of(id) : null, (flags != null) ? List.of(flags.split(",")) : List.of(),
				rows.getString("body"));
	}

	private StoredDeadLetter toDeadLetter(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		return new StoredDeadLetter(when(rows, "received_at"), rows.getString("reason"), id,
				(id != null) ? Alias.of(id) : null, rows.getString("body"));
	}

	private static @Nullable String named(@Nullable String name, @Nullable String version) {
		return (name != null && version != null) ? name + " " + version : name;
	}

	private When when(ResultSet rows, String column) throws SQLException {
		return When.of(instant(rows, column), this.clock.instant());
	}

	private static Instant instant(ResultSet rows, String column) throws SQLException {
		return rows.getObject(column, OffsetDateTime.class).toInstant();
	}

	/**
	 * How many deployments run a version.
	 *
	 * @param name of what
	 * @param deployments how many
	 */
	record Share(String name, long deployments) {
	}

	/**
	 * How many events of a type came in.
	 *
	 * @param hour when
	 * @param type which
	 * @param events how many
	 */
	record HourlyCount(Instant hour, String type, long events) {
	}

}
