package dev.rustauth.telemetry.sample.collector.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps from when to when a deployment used which version of its framework and of its
 * runtime. Called when its configuration changes, which is seldom; part of the same
 * transaction.
 */
public final class VersionTotals {

	private static final Pattern MINOR = Pattern.compile("\\D{0,2}(\\d{1,9}\\.\\d{1,9})\\b.*");

	private static final String END = """
			update version_use set used_until = ? where anonymous_id = ? and what = ? and used_until is null
				and not (name = ? and version = ?)""";

	private static final String CONTINUE = """
			update version_use set used_until = null where anonymous_id = ? and what = ? and name = ? and version = ?""";

	private static final String BEGIN = """
			insert into version_use (anonymous_id, what, name, version, used_from) values (?, ?, ?, ?, ?)
			on conflict do nothing""";

	private final JdbcTemplate jdbc;

	VersionTotals(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The first two numbers of a version, without what a range begins with.
	 * @param version the version, or null
	 * @return the numbers, or all of it if it has no two numbers
	 */
	public static @Nullable String minor(@Nullable String version) {
		Matcher matcher = MINOR.matcher((version != null) ? version : "");
		return (matcher.matches()) ? matcher.group(1) : version;
	}

	void use(String anonymousId, Profile profile, Instant at) {
		use(anonymousId, "framework", profile.framework(), profile.frameworkVersion(), at);
		use(anonymousId, "runtime", profile.runtime(), profile.runtimeVersion(), at);
	}

	private void use(String anonymousId, String what, @Nullable String name, @Nullable String version, Instant at) {
		OffsetDateTime moment = EventStore.timestamp(at);
		String number = (version != null) ? version : "";
		this.jdbc.update(END, moment, anonymousId, what, (name != null) ? name : "", number);
		if (name != null && this.jdbc.update(CONTINUE, anonymousId, what, name, number) == 0) {
			this.jdbc.update(BEGIN, anonymousId, what, name, number, moment);
		}
	}

}
