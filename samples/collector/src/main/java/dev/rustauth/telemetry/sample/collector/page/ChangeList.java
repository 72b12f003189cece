package dev.rustauth.telemetry.sample.collector.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.intake.Features;
import dev.rustauth.telemetry.sample.collector.store.BoundedReads;
import dev.rustauth.telemetry.sample.collector.store.Change;

/**
 * Reads what changed, of all deployments or one. Blocks, so it is called through
 * {@link BoundedReads}; safe to call from any thread.
 */
@Repository
class ChangeList {

	static final int PAGE_SIZE = 50;

	private static final int MAX_SENTENCES = 8;

	private static final ObjectReader CHANGES = JsonMapper.builder()
		.build()
		.readerFor(new TypeReference<List<Change>>() {
		});

	private final JdbcClient jdbc;

	ChangeList(DataSource dataSource) {
		JdbcTemplate template = new JdbcTemplate(dataSource);
		template.setQueryTimeout(BoundedReads.TIME_LIMIT);
		this.jdbc = JdbcClient.create(template);
	}

	/**
	 * Changes, those that came about last first.
	 * @param filter whose: {@code id}, {@code environment}; and {@code q}, a part of what
	 * changed
	 * @param range when
	 * @param before the {@linkplain FleetChange#key() key} of the last one on the page
	 * before, or null
	 * @return one more than fit on a page, if there are more
	 */
	List<FleetChange> changes(FleetFilter filter, Range range, @Nullable String before) {
		List<String> conditions = new ArrayList<>(List.of("c.last_at >= ?", "c.last_at < ?"));
		List<Object> parameters = new ArrayList<>(
				List.of(range.from().atOffset(ZoneOffset.UTC), range.to().atOffset(ZoneOffset.UTC)));
		equal("c.anonymous_id", filter.get("id"), conditions, parameters);
		equal("d.environment", filter.get("environment"), conditions, parameters);
		said(filter.get("q"), conditions, parameters);
		before(before, conditions, parameters);
		parameters.add(PAGE_SIZE + 1);
		return this.jdbc
			.sql("""
					select c.*, d.environment, d.name from configuration_change c join deployment d on d.anonymous_id = c.anonymous_id
					where %s order by c.last_at desc, c.id desc limit ?"""
				.formatted(String.join(" and ", conditions)))
			.params(parameters)
			.query(ChangeList::toChange)
			.list();
	}

	private static void equal(String column, @Nullable String value, List<String> conditions, List<Object> parameters) {
		if (value != null) {
			conditions.add(column + " = ?");
			parameters.add(value);
		}
	}

	/**
	 * What people read is not always what is stored.
	 */
	private static void said(@Nullable String text, List<String> conditions, List<Object> parameters) {
		if (text != null) {
			List<String> words = new ArrayList<>(Features.paths(text));
			words.add(text);
			conditions
				.add("(" + String.join(" or ", words.stream().map((word) -> "lower(c.said) like ?").toList()) + ")");
			words.forEach((word) -> parameters.add("%" + FleetFilter.escaped(word.toLowerCase(Locale.ROOT)) + "%"));
		}
	}

	private static void before(@Nullable String key, List<String> conditions, List<Object> parameters) {
		if (key == null || key.isEmpty()) {
			return;
		}
		try {
			int end = key.indexOf('_');
			Object moment = Instant.parse(key.substring(0, Math.max(0, end))).atOffset(ZoneOffset.UTC);
			conditions.add("c.last_at <= ? and (c.last_at < ? or c.id < ?)");
			parameters.addAll(List.of(moment, moment, Long.parseLong(key.substring(end + 1))));
		}
		catch (DateTimeException | NumberFormatException ex) {
			conditions.add("1 = 0");
		}
	}

	private static FleetChange toChange(ResultSet rows, int number) throws SQLException {
		String id = rows.getString("anonymous_id");
		List<Change> changes = CHANGES.readValue(rows.getString("said"));
		List<Sentence> sentences = Sentence.of(changes);
		int differences = rows.getInt("differences");
		List<Sentence> shown = sentences.subList(0, Math.min(MAX_SENTENCES, sentences.size()));
		long more = Math.max(0, sentences.size() - MAX_SENTENCES + (long) Math.max(0, differences - changes.size()));
		return new FleetChange(rows.getLong("id"), id, String.valueOf(Alias.title(id, rows.getString("name"))),
				rows.getString("environment"), Fleet.instant(rows, "first_at"), Fleet.instant(rows, "last_at"),
				rows.getLong("times"), rows.getString("before_digest").isEmpty(), differences, shown, more);
	}

}
