package dev.rustauth.telemetry.sample.collector.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.Texts;

/**
 * Fills the table of versions, and the columns that came with it, from the snapshots and
 * deployments of an older version, a page at a time.
 */
@Component
class V203__versions_in_stored_snapshots extends BaseJavaMigration {

	private static final int PAGE_SIZE = 500;

	private static final int MAX_WORD = 100;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Override
	public void migrate(Context context) {
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
		addSnapshots(jdbc);
		addDeployments(jdbc);
	}

	private static void addSnapshots(JdbcTemplate jdbc) {
		VersionTotals totals = new VersionTotals(jdbc);
		long last = 0;
		List<Known> page;
		do {
			page = jdbc.query("select * from snapshot where id > ? order by id limit " + PAGE_SIZE, Known::of, last);
			for (Known next : page) {
				if (next.host) {
					jdbc.update("update deployment set vendor = ? where anonymous_id = ?", next.vendor,
							next.anonymousId);
				}
				else {
					totals.use(next.anonymousId, next.profile, next.first);
				}
				last = next.number;
			}
		}
		while (page.size() == PAGE_SIZE);
	}

	/**
	 * After the snapshots: a deployment may have gone back to an earlier one.
	 */
	private static void addDeployments(JdbcTemplate jdbc) {
		VersionTotals totals = new VersionTotals(jdbc);
		String last = "";
		List<Known> page;
		do {
			page = jdbc.query(
					"select * from deployment where anonymous_id > ? order by anonymous_id limit " + PAGE_SIZE,
					Known::ofDeployment, last);
			for (Known next : page) {
				if (next.profile.framework() != null || next.profile.runtime() != null) {
					totals.use(next.anonymousId, next.profile, next.first);
				}
				jdbc.update("update deployment set framework_minor = ?, runtime_minor = ? where anonymous_id = ?",
						VersionTotals.minor(next.profile.frameworkVersion()),
						VersionTotals.minor(next.profile.runtimeVersion()), next.anonymousId);
				last = next.anonymousId;
			}
		}
		while (page.size() == PAGE_SIZE);
	}

	/**
	 * What a row says.
	 *
	 * @param number its number
	 * @param anonymousId whose
	 * @param host whether it is about a machine
	 * @param profile versions, and nothing else
	 * @param vendor who runs the machine, or null
	 * @param first since when
	 */
	private record Known(long number, String anonymousId, boolean host, Profile profile, @Nullable String vendor,
			Instant first) {

		static Known of(ResultSet rows, int number) throws SQLException {
			JsonNode said = JSON.readTree(rows.getString("said"));
			return new Known(rows.getLong("id"), rows.getString("anonymous_id"), rows.getString("kind").equals("host"),
					profile(text(said, "runtime.name"), text(said, "runtime.version"), text(said, "framework.name"),
							text(said, "framework.version")),
					text(said, "deploymentVendor"), rows.getObject("first_seen", OffsetDateTime.class).toInstant());
		}

		static Known ofDeployment(ResultSet rows, int number) throws SQLException {
			return new Known(0, rows.getString("anonymous_id"), false,
					profile(rows.getString("runtime"), rows.getString("runtime_version"), rows.getString("framework"),
							rows.getString("framework_version")),
					null, rows.getObject("last_seen", OffsetDateTime.class).toInstant());
		}

		private static Profile profile(@Nullable String runtime, @Nullable String runtimeVersion,
				@Nullable String framework, @Nullable String frameworkVersion) {
			return new Profile(null, runtime, runtimeVersion, framework, frameworkVersion, null, null, null);
		}

		private static @Nullable String text(JsonNode said, String path) {
			JsonNode value = said.path(path);
			return (value.isString() && value.stringValue().startsWith("\""))
					? Texts.of(JSON.readTree(value.stringValue()), MAX_WORD) : null;
		}

	}

}
