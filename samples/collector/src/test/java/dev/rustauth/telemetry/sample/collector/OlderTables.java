package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.rustauth.telemetry.sample.collector.store.Arrival;
import dev.rustauth.telemetry.sample.collector.store.Snapshot;
import dev.rustauth.telemetry.sample.collector.store.Start;

/**
 * The tables of an earlier version, and what a collector of that version left in them.
 */
final class OlderTables {

	private OlderTables() {
	}

	/**
	 * Make them.
	 * @param current what the present version would do
	 * @param url the database
	 * @param versions the migrations that there were
	 */
	static void make(Configuration current, String url, Set<String> versions) {
		try {
			Path scripts = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "migrations-");
			for (MigrationInfo migration : Flyway.configure().configuration(current).load().info().all()) {
				String script = migration.getScript();
				if (versions.contains(String.valueOf(migration.getVersion())) && script.endsWith(".sql")) {
					copy(script, scripts);
				}
			}
			Flyway.configure()
				.configuration(current)
				.locations("filesystem:" + scripts)
				.javaMigrations(Arrays.stream(current.getJavaMigrations())
					.filter((migration) -> versions.contains(migration.getVersion().toString()))
					.toArray(JavaMigration[]::new))
				.dataSource(url, null, null)
				.load()
				.migrate();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(String script, Path target) throws IOException {
		try (InputStream in = OlderTables.class.getResourceAsStream("/db/migration/" + script)) {
			Files.copy(Objects.requireNonNull(in, script), target.resolve(script));
		}
	}

	/**
	 * Store a start, as a collector of that version did.
	 */
	static void store(JdbcClient jdbc, Arrival.Event event, Set<String> versions) {
		String id = Objects.requireNonNull(event.anonymousId());
		Start start = Objects.requireNonNull(event.start());
		OffsetDateTime at = event.receivedAt().minusSeconds(60).atOffset(ZoneOffset.UTC);
		jdbc.sql(
				"insert into event (idempotency_key, received_at, type, anonymous_id, body) values ('then', ?, 'init', ?, ?)")
			.params(at, id, event.body())
			.update();
		jdbc.sql("""
				insert into deployment (anonymous_id, first_seen, last_seen, events, starts, environment, runtime,
					runtime_version, framework, framework_version) values (?, ?, ?, 1, 1, ?, ?, ?, ?, ?)""")
			.params(id, at, at, start.profile().environment(), start.profile().runtime(),
					start.profile().runtimeVersion(), start.profile().framework(), start.profile().frameworkVersion())
			.update();
		if (versions.contains("3")) {
			jdbc.sql("update event set once = 'then'").update();
			snapshot(jdbc, id, "configuration", start.configuration(), at);
			snapshot(jdbc, id, "host", Objects.requireNonNull(start.host()), at);
		}
		if (versions.contains("203")) {
			jdbc.sql("update deployment set configuration = ?, framework_minor = '4.1', runtime_minor = '17.0'")
				.param(start.configuration().digest())
				.update();
			jdbc.sql(
					"""
							insert into configuration_change (anonymous_id, before_digest, after_digest, first_at, last_at, times,
								differences, said) values (?, '', ?, ?, ?, 1, 0, '[]')""")
				.params(id, start.configuration().digest(), at, at)
				.update();
			version(jdbc, id, "framework", start.profile().framework(), start.profile().frameworkVersion(), at);
			version(jdbc, id, "runtime", start.profile().runtime(), start.profile().runtimeVersion(), at);
		}
	}

	private static void snapshot(JdbcClient jdbc, String id, String kind, Snapshot snapshot, OffsetDateTime at) {
		jdbc.sql("""
				insert into snapshot (anonymous_id, kind, digest, first_seen, last_seen, starts, said)
				values (?, ?, ?, ?, ?, 1, ?)""")
			.params(id, kind, snapshot.digest(), at, at, snapshot.values())
			.update();
	}

	private static void version(JdbcClient jdbc, String id, String what, Object name, Object version,
			OffsetDateTime from) {
		jdbc.sql("insert into version_use (anonymous_id, what, name, version, used_from) values (?, ?, ?, ?, ?)")
			.params(id, what, name, version, from)
			.update();
	}

}
