package dev.rustauth.telemetry.sample.collector.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.store.BoundedReads;

/**
 * Reads what the pages show. Blocks, so it is called through {@link BoundedReads}; safe
 * to call from any thread.
 */
@Repository
class Fleet {

	static final int PAGE_SIZE = 50;

	private static final int EXPORT_SIZE = 500;

	private static final int MAX_ALIASES = 500;

	/** How many snapshots of a deployment are on a page. */
	static final int SNAPSHOTS = 20;

	/**
	 * Of our own making: {@link dev.rustauth.telemetry.sample.collector.store.Snapshot}.
	 */
	private static final ObjectReader SAID = JsonMapper.builder()
		.build()
		.readerFor(new TypeReference<TreeMap<String, String>>() {
		});

	private static final String EVENTS = """
			select e.*, d.name from event e left join deployment d on d.anonymous_id = e.anonymous_id where """ + " ";

	private final JdbcClient jdbc;

	Fleet(DataSource dataSource) {
		JdbcTemplate template = new JdbcTemplate(dataSource);
		template.setQueryTimeout(BoundedReads.TIME_LIMIT);
		this.jdbc = JdbcClient.create(template);
	}

	/**
	 * Deployments, those that reported last first unless the filter says otherwise.
	 * @param page which page, from 0
	 * @return one more than fit on a page, if there are more
	 */
	List<Deployment> deployments(FleetFilter filter, Range range, int page) {
		List<Object> parameters = new ArrayList<>();
		String where = where(filter, range, parameters);
		parameters.addAll(List.of(PAGE_SIZE + 1, page * (long) PAGE_SIZE));
		return this.jdbc
			.sql("select * from deployment where %s order by %s limit ? offset ?".formatted(where, filter.order()))
			.params(parameters)
			.query(this::toDeployment)
			.list();
	}

	/**
	 * Every deployment that a filter lets through, in the order of their ids.
	 * @param target given each of them
	 */
	void export(FleetFilter filter, Range range, Consumer<FleetExport.ExportedDeployment> target) {
		List<Object> parameters = new ArrayList<>();
		String where = where(filter, range, parameters);
		String after = "";
		List<FleetExport.ExportedDeployment> page;
		do {
			List<Object> all = new ArrayList<>(parameters);
			all.addAll(List.of(after, EXPORT_SIZE));
			page = this.jdbc
				.sql("select * from deployment where %s and anonymous_id > ? order by anonymous_id limit ?"
					.formatted(where))
				.params(all)
				.query(Fleet::toExported)
				.list();
			page.forEach(target);
			after = (page.isEmpty()) ? after : page.get(page.size() - 1).id();
		}
		while (page.size() == EXPORT_SIZE);
	}

	private static FleetExport.ExportedDeployment toExported(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		String features = rows.getString("features");
		return new FleetExport.ExportedDeployment(id, Alias.of(id), rows.getString("name"),
				rows.getString("environment"), rows.getString("framework"), rows.getString("framework_version"),
				rows.getString("runtime"), rows.getString("runtime_version"), rows.getString("database_name"),
				rows.getString("vendor"), (features != null) ? features.lines().toList() : List.of(),
				instant(rows, "first_seen").toString(), instant(rows, "last_seen").toString(), rows.getLong("starts"),
				rows.getLong("events"));
	}

	long count(FleetFilter filter, Range range) {
		List<Object> parameters = new ArrayList<>();
		String where = where(filter, range, parameters);
		return this.jdbc.sql("select count(*) from deployment where " + where)
			.params(parameters)
			.query(Long.class)
			.single();
	}

	private String where(FleetFilter filter, Range range, List<Object> parameters) {
		return filter.where(parameters, aliases(filter.get("q")), range);
	}

	/**
	 * An alias is made of the id, so no column holds it.
	 */
	private List<String> aliases(@Nullable String text) {
		if (text == null) {
			return List.of();
		}
		String part = text.toLowerCase(Locale.ROOT);
		return this.jdbc.sql("select anonymous_id from deployment")
			.query(String.class)
			.list()
			.stream()
			.filter((id) -> Alias.of(id).contains(part))
			.limit(MAX_ALIASES)
			.toList();
	}

	/**
	 * How many deployments have switched on which auth feature, the most frequent first.
	 */
	List<Share> adoption(FleetFilter filter, Range range) {
		List<Object> parameters = new ArrayList<>();
		String where = where(filter, range, parameters);
		Map<String, Long> counts = new TreeMap<>();
		this.jdbc.sql("select features from deployment where features is not null and " + where)
			.params(parameters)
			.query(String.class)
			.list()
			.forEach((features) -> features.lines().distinct().forEach((name) -> counts.merge(name, 1L, Long::sum)));
		return counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
			.map((entry) -> new Share(entry.getKey(), null, null, entry.getValue()))
			.toList();
	}

	/**
	 * What a filter may ask for.
	 */
	Map<String, List<String>> choices() {
		Map<String, List<String>> choices = new LinkedHashMap<>();
		FleetFilter.COLUMNS.forEach((name, column) -> choices.put(name,
				this.jdbc
					.sql("select distinct %1$s from deployment where %1$s is not null order by %1$s limit 100"
						.formatted(column))
					.query(String.class)
					.list()));
		return choices;
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
	 * The distinct things that the starts of a deployment said, the newest first.
	 * @param anonymousId of whom
	 * @param kind "configuration" or "host"
	 * @param before only those with a lower number
	 * @return one more than fit on a page, if there are more
	 */
	List<StoredSnapshot> snapshots(String anonymousId, String kind, long before) {
		return this.jdbc.sql("""
				select s.*, not exists (select 1 from snapshot t where t.anonymous_id = s.anonymous_id
					and t.kind = s.kind and t.last_seen > s.last_seen) as is_current
				from snapshot s where anonymous_id = ? and kind = ? and id < ? order by id desc limit ?""")
			.params(anonymousId, kind, before, SNAPSHOTS + 1)
			.query(this::toSnapshot)
			.list();
	}

	Optional<StoredSnapshot> currentConfiguration(String anonymousId) {
		return this.jdbc.sql("""
				select s.*, true as is_current from snapshot s where anonymous_id = ? and kind = 'configuration'
				order by last_seen desc, id desc limit 1""").param(anonymousId).query(this::toSnapshot).optional();
	}

	private StoredSnapshot toSnapshot(ResultSet rows, int number) throws SQLException {
		return new StoredSnapshot(rows.getLong("id"), instant(rows, "first_seen"), instant(rows, "last_seen"),
				rows.getLong("starts"), rows.getBoolean("is_current"), SAID.readValue(rows.getString("said")));
	}

	/**
	 * Events, newest first.
	 * @param anonymousId of whom, or null for everybody's
	 * @param before only those with a lower number
	 * @return one more than fit on a page, if there are more
	 */
	List<StoredEvent> events(@Nullable String anonymousId, long before) {
		String where = (anonymousId != null) ? "e.anonymous_id = ? and e.id < ? order by e.anonymous_id, e.id desc"
				: "e.id < ? order by e.id desc";
		List<Object> parameters = (anonymousId != null) ? List.of(anonymousId, before) : List.of(before);
		return this.jdbc.sql(EVENTS + where + " limit " + (PAGE_SIZE + 1))
			.params(parameters)
			.query(this::toEvent)
			.list();
	}

	/**
	 * The number of an event that those of an earlier time are below.
	 */
	long firstFrom(Instant moment) {
		return this.jdbc.sql("select id from event where received_at < ? order by received_at desc limit 1")
			.param(moment.atOffset(ZoneOffset.UTC))
			.query(Long.class)
			.optional()
			.map((id) -> id + 1)
			.orElse(0L);
	}

	Optional<StoredEvent> event(long number) {
		return this.jdbc.sql(EVENTS + "e.id = ?").param(number).query(this::toEvent).optional();
	}

	List<StoredDeadLetter> deadLetters(int page) {
		return this.jdbc.sql("""
				select e.*, d.name from dead_letter e left join deployment d on d.anonymous_id = e.anonymous_id
				order by e.id desc limit ? offset ?""")

			.params(PAGE_SIZE + 1, page * (long) PAGE_SIZE)
			.query(this::toDeadLetter)
			.list();
	}

	/**
	 * How many deployments run which version.
	 */
	List<Share> shares(boolean frameworks, FleetFilter filter, Range range) {
		String name = (frameworks) ? "framework" : "runtime";
		List<Object> parameters = new ArrayList<>();
		String where = where(filter, range, parameters);
		return this.jdbc
			.sql("""
					select %1$s as name, %1$s_version as version, %1$s_minor as minor, count(*) as deployments from deployment
					where %1$s is not null and %2$s group by %1$s, %1$s_version, %1$s_minor
					order by deployments desc, name, version
					limit 10000"""
				.formatted(name, where))
			.params(parameters)
			.query((rows, number) -> new Share(rows.getString("name"), rows.getString("version"),
					rows.getString("minor"), rows.getLong("deployments")))
			.list();
	}

	/**
	 * How many events came in by hour.
	 */
	List<HourlyCount> counts(Range range) {
		return this.jdbc.sql("""
				select at_hour, sum(case when type = 'init' then events else 0 end) as starts, sum(events) as total
				from event_count where at_hour >= ? and at_hour < ? group by at_hour""")
			// An hour of UTC may begin half an hour before one of the reader's.
			.params(range.from().truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC),
					range.to().atOffset(ZoneOffset.UTC))
			.query((rows, number) -> new HourlyCount(instant(rows, "at_hour"), rows.getLong("starts"),
					rows.getLong("total") - rows.getLong("starts")))
			.list();
	}

	private Deployment toDeployment(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		String features = rows.getString("features");
		return new Deployment(id, Alias.of(id), rows.getString("name"), rows.getString("environment"),
				named(rows.getString("runtime"), rows.getString("runtime_version")),
				named(rows.getString("framework"), rows.getString("framework_version")),
				rows.getString("database_name"), (features != null) ? features.lines().toList() : List.of(),
				instant(rows, "first_seen"), instant(rows, "last_seen"), rows.getLong("starts"),
				rows.getLong("events"));
	}

	private StoredEvent toEvent(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		return new StoredEvent(rows.getLong("id"), instant(rows, "received_at"), rows.getString("type"), id,
				Alias.title(id, rows.getString("name")), flags(rows.getString("flags")), rows.getString("body"));
	}

	private StoredDeadLetter toDeadLetter(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		return new StoredDeadLetter(instant(rows, "received_at"), rows.getString("reason"), id,
				Alias.title(id, rows.getString("name")), rows.getString("body"));
	}

	/**
	 * Without a flag of older versions, which every event of an application had.
	 */
	private static List<String> flags(@Nullable String flags) {
		return (flags != null) ? Stream.of(flags.split(",")).filter((flag) -> !flag.equals("unknown-type")).toList()
				: List.of();
	}

	private static @Nullable String named(@Nullable String name, @Nullable String version) {
		return (name != null && version != null) ? name + " " + version : name;
	}

	static Instant instant(ResultSet rows, String column) throws SQLException {
		return rows.getObject(column, OffsetDateTime.class).toInstant();
	}

	/**
	 * How many deployments run a version.
	 *
	 * @param name of what
	 * @param version which, or null
	 * @param minor its first two numbers, or null
	 * @param deployments how many
	 */
	record Share(String name, @Nullable String version, @Nullable String minor, long deployments) {
	}

	/**
	 * How many events came in during an hour.
	 *
	 * @param hour when it began
	 * @param starts how many starts
	 * @param others how many other events
	 */
	record HourlyCount(Instant hour, long starts, long others) {
	}

}
