package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.rustauth.telemetry.sample.collector.store.BoundedReads;
import dev.rustauth.telemetry.sample.collector.store.VersionTotals;

/**
 * Reads who used which version when. Blocks, so it is called through
 * {@link BoundedReads}; safe to call from any thread.
 */
@Repository
class VersionList {

	private static final int MAX_ROWS = 100_000;

	private final JdbcClient jdbc;

	VersionList(DataSource dataSource) {
		JdbcTemplate template = new JdbcTemplate(dataSource);
		template.setQueryTimeout(BoundedReads.TIME_LIMIT);
		this.jdbc = JdbcClient.create(template);
	}

	/**
	 * What there are versions of, the most frequent first.
	 * @param what "framework" or "runtime"
	 */
	List<String> names(String what) {
		return this.jdbc.sql("""
				select name from version_use where what = ? and used_until is null
				group by name order by count(*) desc, name limit 100""").param(what).query(String.class).list();
	}

	/**
	 * Who used which version.
	 * @param what "framework" or "runtime"
	 * @param name such as spring-boot
	 * @param environment of whom, or null for everybody
	 * @return by deployment, and then by when that began
	 */
	List<VersionUse> uses(String what, String name, @Nullable String environment) {
		List<Object> parameters = new ArrayList<>(List.of(what, name));
		if (environment != null) {
			parameters.add(environment);
		}
		parameters.add(MAX_ROWS);
		return this.jdbc
			.sql("""
					select v.anonymous_id, v.version, v.used_from, v.used_until from version_use v
					join deployment d on d.anonymous_id = v.anonymous_id where v.what = ? and v.name = ? %s
					order by v.anonymous_id, v.used_from limit ?"""
				.formatted((environment != null) ? "and d.environment = ?" : ""))
			.params(parameters)
			.query((rows, number) -> new VersionUse(rows.getString("anonymous_id"), rows.getString("version"),
					Objects.requireNonNull(VersionTotals.minor(rows.getString("version"))),
					Fleet.instant(rows, "used_from"),
					(rows.getObject("used_until") != null) ? Fleet.instant(rows, "used_until") : null))
			.list();
	}

}
