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
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
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

	private static final int MAX_CHOICES = 100;

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
	 * Read a filter, once for all queries of a page.
	 */
	Selection select(FleetFilter filter, Range range) {
		List<Object> parameters = new ArrayList<>();
		String where = filter.where(parameters, aliases(filter.get("q")), range);
		return new Selection(where, List.copyOf(parameters), filter.order());
	}

	/**
	 * Deployments, those that reported last first unless the filter says otherwise.
	 * @param page which page, from 0
	 * @return one more than fit on a page, if there are more
	 */
	List<Deployment> deployments(Selection selection, int page) {
		return this.jdbc
			.sql("select * from deployment where %s order by %s limit ? offset ?".formatted(selection.where,
					selection.order))
			.params(selection.and(PAGE_SIZE + 1, page * (long) PAGE_SIZE))
			.query(this::toDeployment)
			.list();
	}

	/**
	 * Every deployment that a filter lets through, in the order of their ids.
	 * @param target given each of them
	 */
	void export(Selection selection, Consumer<FleetExport.ExportedDeployment> target) {
		String after = "";
		List<FleetExport.ExportedDeployment> page;
		do {
			page = this.jdbc
				.sql("select * from deployment where %s and anonymous_id > ? order by anonymous_id limit ?"
					.formatted(selection.where))
				.params(selection.and(after, EXPORT_SIZE))
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
	 * What the plots show, and how many deployments that is: one look at each.
	 */
	Summary summary(Selection selection) {
		Summary summary = new Summary();
		this.jdbc
			.sql("""
					select framework, framework_version, framework_minor, runtime, runtime_version, runtime_minor, features,
						count(*) as deployments from deployment where %s
					group by framework, framework_version, framework_minor, runtime, runtime_version, runtime_minor, features"""
				.formatted(selection.where))
			.params(selection.parameters)
			.query((RowCallbackHandler) summary::add);
		return summary;
	}

	/**
	 * What a filter may ask for.
	 */
	Map<String, List<String>> choices() {
		Map<String, TreeSet<String>> found = new LinkedHashMap<>();
		FleetFilter.COLUMNS.keySet().forEach((name) -> found.put(name, new TreeSet<>()));
		this.jdbc.sql("select distinct %s from deployment".formatted(String.join(", ", FleetFilter.COLUMNS.values())))
			.query((RowCallbackHandler) (rows) -> {
				for (Map.Entry<String, String> column : FleetFilter.COLUMNS.entrySet()) {
					String value = rows.getString(column.getValue());
					if (value != null) {
						found.get(column.getKey()).add(value);
					}
				}
			});
		Map<String, List<String>> choices = new LinkedHashMap<>();
		found.forEach((name, values) -> choices.put(name, values.stream().limit(MAX_CHOICES).toList()));
		return choices;
	}

	Optional<Deployment> find(String anonymousId) {
		return this.jdbc.sql("select * from deployment where anonymous_id = ?")
			.param(anonymousId)
			.query(this::toDeployment)
			.optional();
	}

	/**
	 * How many deployments there are.
	 * @param since when one must have reported to be active
	 */
	Size size(Instant since) {
		return this.jdbc
			.sql("select count(*) as deployments, count(case when last_seen >= ? then 1 end) as active from deployment")
			.param(since.atOffset(ZoneOffset.UTC))
			.query((rows, number) -> new Size(rows.getLong("deployments"), rows.getLong("active")))
			.single();
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
	 * What a filter lets through, in SQL.
	 *
	 * @param where the condition
	 * @param parameters the values for its question marks
	 * @param order of what it lets through
	 */
	record Selection(String where, List<Object> parameters, String order) {

		private List<Object> and(Object... more) {
			return Stream.concat(this.parameters.stream(), Stream.of(more)).toList();
		}

	}

	/**
	 * How many deployments there are.
	 *
	 * @param deployments all of them
	 * @param active those that reported of late
	 */
	record Size(long deployments, long active) {
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
