package dev.rustauth.telemetry.sample.commandline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * The tool in a JVM of its own and a collector at the other end of a socket. A living
 * test JVM would hide an event that is lost at the exit.
 */
@Timeout(600)
class CommandProcessTests {

	/** Shutdown timeout of the tool, start of a JVM, and a busy machine. */
	private static final Duration BOUND = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@Test
	@EnabledOnOs(OS.LINUX)
	void migrateShouldSendInitThenCliMigrateAndListenNowhere() throws SQLException {
		try (TestCollector collector = TestCollector.startHeld();
				Tool tool = Tool.start(this.directory, patient(collector.url()), "migrate")) {
			Map<String, Object> init = collector.awaitEvent();
			assertThat(tool.listeningPorts()).isEmpty();
			assertThat(Tool.listeningPorts(ProcessHandle.current().pid())).isNotEmpty();
			collector.answer();
			assertThat(tool.awaitExit()).isZero();
			assertThat(init).containsEntry("type", "init");
			Map<String, Object> migrated = collector.awaitEvent();
			assertThat(migrated).containsEntry("type", "cli_migrate")
				.containsEntry("anonymousId", init.get("anonymousId"));
			assertThat(payload(migrated)).containsExactly(entry("outcome", "migrated"),
					entry("config", payload(init).get("config")));
			assertThat(config(init)).containsEntry("database", "h2").containsEntry("adapter", "jdbc");
			assertThat(collector.waiting()).isZero();
			assertThat(tables()).containsExactly("account", "session", "user", "verification");
			assertThat(tool.output()).doesNotContain("WARN");
		}
	}

	@Test
	void generateWhenAbortedShouldReportThatAndExitWithOne() throws Exception {
		Path file = Files.writeString(this.directory.resolve("schema.sql"), "-- mine");
		try (TestCollector collector = TestCollector.start();
				Tool tool = Tool.start(this.directory, patient(collector.url()), "generate")) {
			assertThat(tool.awaitExit()).isOne();
			assertThat(collector.awaitEvent()).containsEntry("type", "init");
			Map<String, Object> generated = collector.awaitEvent();
			assertThat(generated).containsEntry("type", "cli_generate");
			assertThat(payload(generated)).containsOnlyKeys("outcome", "config").containsEntry("outcome", "aborted");
			assertThat(file).hasContent("-- mine");
			assertThat(tool.output()).contains("--force");
		}
	}

	@Test
	void deadCollectorShouldNotFailTheCommand() throws SQLException {
		long start = System.nanoTime();
		try (Tool tool = Tool.start(this.directory, on(TestCollector.deadUrl()), "migrate")) {
			assertThat(tool.awaitExit()).isZero();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
			assertThat(tables()).hasSize(4);
			assertThat(tool.output()).containsOnlyOnce("WARN").contains("2 events accepted, 0 delivered");
		}
	}

	@Test
	void hungCollectorShouldNotHoldTheCommandUp() throws SQLException {
		long start = System.nanoTime();
		try (TestCollector collector = TestCollector.startHeld();
				Tool tool = Tool.start(this.directory, on(collector.url()), "migrate",
						"--rustauth.telemetry.delivery.shutdown-timeout=10s")) {
			assertThat(tool.awaitExit()).isZero();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
			assertThat(collector.awaitEvent()).containsEntry("type", "init");
			assertThat(tables()).hasSize(4);
		}
	}

	@Test
	void endpointAloneShouldSendNothing() throws SQLException {
		try (TestCollector collector = TestCollector.start();
				Tool tool = Tool.start(this.directory, Map.of("RUSTAUTH_TELEMETRY_ENDPOINT", collector.url()),
						"migrate")) {
			assertThat(tool.awaitExit()).isZero();
			assertThat(tables()).hasSize(4);
			assertThat(collector.waiting()).isZero();
			assertThat(tool.output().strip()).isEqualTo("Migrated the database, statements: 4.");
		}
	}

	@Test
	void wrongUsageShouldExitWithTwoAndSendNothing() {
		try (TestCollector collector = TestCollector.start();
				Tool tool = Tool.start(this.directory, on(collector.url()), "migrate", "--dryrun")) {
			assertThat(tool.awaitExit()).isEqualTo(2);
			assertThat(tool.output()).startsWith("'migrate' knows no option '--dryrun'.").contains("Usage:");
			assertThat(collector.waiting()).isZero();
			assertThat(this.directory.resolve("data")).doesNotExist();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "-h", "migrate --help", "generate -h --output=" })
	void helpShouldBePrintedAndLeaveNothingBehind(String line) {
		try (TestCollector collector = TestCollector.start();
				Tool tool = Tool.start(this.directory, on(collector.url()), line.split(" "))) {
			assertThat(tool.awaitExit()).isZero();
			assertThat(tool.answer()).startsWith("Usage:");
			assertThat(tool.errors()).isEmpty();
			assertThat(collector.waiting()).isZero();
			assertThat(this.directory).isEmptyDirectory();
		}
	}

	@Test
	void dryRunShouldPrintTheStatementsAndNothingElseAndLeaveNothingBehind() throws SQLException {
		String printed;
		try (TestCollector collector = TestCollector.start();
				Tool tool = Tool.start(this.directory, on(collector.url()), "migrate", "--dry-run")) {
			assertThat(tool.awaitExit()).isZero();
			printed = tool.answer();
			assertThat(printed.lines()).isNotEmpty()
				.allMatch((text) -> text.startsWith("CREATE TABLE") || text.startsWith("  ") || text.startsWith(")"));
			assertThat(tool.errors()).contains("INFO");
			assertThat(this.directory).isEmptyDirectory();
		}
		try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
			for (String statement : printed.split(";\\R")) {
				connection.createStatement().execute(statement);
			}
		}
	}

	@Test
	void dryRunShouldLeaveADatabaseAsItIs() throws Exception {
		try (Tool tool = Tool.start(this.directory, Map.of(), "migrate")) {
			assertThat(tool.awaitExit()).isZero();
		}
		Path file = this.directory.resolve("data/auth.mv.db");
		byte[] before = Files.readAllBytes(file);
		try (Tool tool = Tool.start(this.directory, Map.of(), "migrate", "--dry-run")) {
			assertThat(tool.awaitExit()).isZero();
			assertThat(tool.answer()).isEqualToIgnoringNewLines("The database is up to date.");
		}
		assertThat(Files.readAllBytes(file)).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "jdbc:nonsense:secret", "jdbc:h2:nonsense;PASSWORD=secret;X=Y",
			"jdbc:h2:file:/proc/nowhere/secret;TRACE_LEVEL_FILE=0" })
	void databaseThatCannotBeUsedShouldBeSaidInAParagraph(String url) {
		try (Tool tool = Tool.start(this.directory, Map.of(), "migrate", "--spring.datasource.url=" + url)) {
			assertThat(tool.awaitExit()).isOne();
			assertThat(tool.answer()).isEmpty();
			assertThat(tool.errors().lines()).hasSizeBetween(1, 20)
				.noneMatch((text) -> text.startsWith("\tat ") || text.startsWith("WARN"));
			assertThat(tool.errors()).doesNotContain("PASSWORD");
		}
	}

	private static Map<String, String> on(String url) {
		return Map.of("RUSTAUTH_TELEMETRY", "true", "RUSTAUTH_TELEMETRY_ENDPOINT", url);
	}

	/**
	 * With all the time that a busy machine needs to deliver.
	 */
	private static Map<String, String> patient(String url) {
		return Map.of("RUSTAUTH_TELEMETRY", "true", "RUSTAUTH_TELEMETRY_ENDPOINT", url,
				"RUSTAUTH_TELEMETRY_HTTP_REQUESTTIMEOUT", "60s", "RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT", "60s");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> payload(Map<String, Object> event) {
		return (Map<String, Object>) event.get("payload");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> config(Map<String, Object> event) {
		return (Map<String, Object>) payload(event).get("config");
	}

	private List<String> tables() throws SQLException {
		TreeSet<String> tables = new TreeSet<>();
		try (Connection connection = DriverManager
			.getConnection("jdbc:h2:file:" + this.directory.resolve("data/auth") + ";IFEXISTS=TRUE");
				ResultSet found = connection.getMetaData()
					.getTables(null, connection.getSchema(), null, new String[] { "BASE TABLE" })) {
			while (found.next()) {
				tables.add(found.getString("TABLE_NAME"));
			}
		}
		return List.copyOf(tables);
	}

}
