package dev.rustauth.telemetry.sample.collector;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.node.ObjectNode;

import dev.rustauth.telemetry.sample.collector.intake.Backdated;
import dev.rustauth.telemetry.sample.collector.store.Arrival;
import dev.rustauth.telemetry.sample.collector.store.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A collector that finds the tables of an earlier version, with events in them.
 */
@Timeout(120)
class UpgradeIntegrationTests {

	/** The migrations of each state that the main branch was in. */
	private static final List<Set<String>> LANDED = List.of(Set.of("1"), Set.of("1", "2", "3"),
			Set.of("1", "2", "3", "4"), Set.of("1", "2", "3", "4", "301"),
			Set.of("1", "2", "3", "4", "200", "201", "202", "203", "204", "301"));

	private static final String ID = "Sau7s1j5xJQlfqcxQ7+RN/ilItiUY1uv2SvECf7oZhk=";

	@Test
	void tablesOnH2ShouldBeUpgradedAndTheirSnapshotsBeThere() {
		upgrade(newH2());
	}

	@Test
	@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
			disabledReason = PostgresServer.SKIPPED)
	void tablesOnPostgresShouldBeUpgradedAndTheirSnapshotsBeThere() {
		upgrade(PostgresServer.newDatabase());
	}

	@Test
	void tablesOfEachVersionOnH2ShouldBecomeThoseOfThisOneAndKeepWhatIsInThem() {
		upgradeEach("h2", UpgradeIntegrationTests::newH2);
	}

	@Test
	@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.PostgresServer#isAvailable",
			disabledReason = PostgresServer.SKIPPED)
	void tablesOfEachVersionOnPostgresShouldBecomeThoseOfThisOneAndKeepWhatIsInThem() {
		upgradeEach("postgres", PostgresServer::newDatabase);
	}

	private static String newH2() {
		return "jdbc:h2:file:%s/collector;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE".formatted(OnH2.newDirectory());
	}

	private static void upgradeEach(String name, Supplier<String> databases) {
		String fresh = databases.get();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CollectorApplication.class)
			.run("--server.port=0", "--spring.datasource.url=" + fresh)) {
			Configuration current = context.getBean(Flyway.class).getConfiguration();
			FlywayMigrationStrategy strategy = context.getBean(FlywayMigrationStrategy.class);
			Arrival.Event start = new Backdated(context).event(Samples.wire("java-init"), Instant.now());
			for (Set<String> landed : LANDED) {
				String url = databases.get();
				SingleConnectionDataSource connection = new SingleConnectionDataSource(url, true);
				// H2 closes a file with its last connection.
				JdbcClient jdbc = JdbcClient.create(connection);
				OlderTables.make(current, url, landed);
				OlderTables.store(jdbc, start, landed);
				strategy.migrate(Flyway.configure().configuration(current).dataSource(url, null, null).load());
				assertThat(columns(jdbc)).as("%s from %s", name, landed)
					.isEqualTo(columns(JdbcClient.create(context.getBean(DataSource.class))));
				Import.save(connection, start);
				assertKept(jdbc, landed);
				connection.destroy();
			}
		}
	}

	private static List<Map<String, Object>> columns(JdbcClient jdbc) {
		return jdbc.sql("""
				select table_name, column_name, data_type, is_nullable, character_maximum_length
				from information_schema.columns where table_schema = 'public' order by table_name, column_name""")
			.query()
			.listOfRows();
	}

	/**
	 * The start of then, and the same again.
	 */
	private static void assertKept(JdbcClient jdbc, Set<String> landed) {
		assertThat(jdbc.sql("select body from event").query(String.class).list()).as("from %s", landed)
			.hasSize(2)
			.containsOnly(Samples.wire("java-init"));
		assertThat(jdbc.sql("select starts from snapshot").query(Long.class).list()).as("from %s", landed)
			.containsExactly(2L, 2L);
		assertThat(jdbc.sql("select times from configuration_change").query(Long.class).list()).as("from %s", landed)
			.containsExactly(1L);
		assertThat(jdbc.sql("select what from version_use where used_until is null order by what")
			.query(String.class)
			.list()).as("from %s", landed).containsExactly("framework", "runtime");
		assertThat(jdbc.sql("select starts, events, configuration is not null, framework_minor from deployment")
			.query()
			.singleRow()
			.values()).as("from %s", landed).containsExactly(2L, 2L, true, "4.1");
	}

	private static void upgrade(String url) {
		Flyway.configure().dataSource(url, null, null).target("1").load().migrate();
		SingleConnectionDataSource connection = new SingleConnectionDataSource(url, true);
		insertAll(JdbcClient.create(connection));
		connection.destroy();
		assertUpgraded(url);
	}

	private static void insertAll(JdbcClient jdbc) {
		ObjectNode event = Samples.tree("java-init");
		ObjectNode framework = (ObjectNode) event.path("payload").path("framework");
		// Each version is the latest of some day, whatever the time of day is now.
		OffsetDateTime start = OffsetDateTime.now().minusDays(20);
		for (int i = 0; i < 1200; i++) {
			framework.put("version", (i < 700) ? "4.0.7" : "4.1.0");
			insert(jdbc, "init", ID, event.toString(), start.plusMinutes(10L * i));
		}
		insert(jdbc, "init", ID, "{\"payload\":{\"x\":1e2147483648,\"%s\":1}}".formatted("K".repeat(2000)), start);
		insert(jdbc, "init", null, event.toString(), start);
		insert(jdbc, "checkout", ID, event.toString(), start);
		jdbc.sql(
				"insert into deployment (anonymous_id, first_seen, last_seen, events, starts) values (?, ?, ?, 1202, 1201)")
			.params(ID, start, start.plusMinutes(10L * 1199))
			.update();
	}

	private static void assertUpgraded(String url) {
		JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
		String event = Samples.wire("java-init");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CollectorApplication.class)
			.run("--server.port=0", "--spring.datasource.url=" + url)) {
			List<Map<String, Object>> snapshots = jdbc
				.sql("select starts from snapshot where kind = 'configuration' order by id")
				.query()
				.listOfRows();
			assertThat(snapshots).extracting((row) -> row.get("starts")).containsExactly(700L, 500L);
			Sender sender = new Sender(((WebServerApplicationContext) context).getWebServer().getPort());
			assertThat(sender.get("/deployment?id=Sau7s1j5xJQlfqcxQ7%2BRN%2FilItiUY1uv2SvECf7oZhk%3D").body())
				.containsSubsequence("1 change", ">500 starts<", "4.0.7", "4.1.0", "First snapshot", ">700 starts<");
			assertThat(sender.get("/changes?days=90").body()).containsSubsequence("framework.version",
					"went from 4.0.7 to 4.1.0", "was heard of for the first time");
			assertThat(sender.get("/versions?days=90").body()).contains("4.0: 1<", "4.1: 1<", "<bdi>4.0.7</bdi>");
			assertThat(sender.get("/rules").statusCode()).isEqualTo(200);
			assertThat(sender.post(event, "Idempotency-Key", "k").statusCode()).isEqualTo(202);
			assertThat(sender.post(event, "Idempotency-Key", "k").statusCode()).isEqualTo(202);
			assertThat(jdbc.sql("select count(*) from event").query(Integer.class).single()).isEqualTo(1204);
		}
	}

	private static void insert(JdbcClient jdbc, String type, String id, String body, OffsetDateTime at) {
		jdbc.sql("insert into event (idempotency_key, received_at, type, anonymous_id, body) values (?, ?, ?, ?, ?)")
			.params(UUID.randomUUID().toString(), at, type, id, body)
			.update();
	}

}
