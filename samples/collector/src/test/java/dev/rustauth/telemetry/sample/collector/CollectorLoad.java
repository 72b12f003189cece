package dev.rustauth.telemetry.sample.collector;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A load on a collector in a JVM of its own. Not part of the build: run it by its name,
 * as docs/PERFORMANCE.md says. Each event is sent twice under the same key; then the
 * database is counted.
 */
class CollectorLoad {

	private static final Log logger = LogFactory.getLog(CollectorLoad.class);

	private static final int EVENTS = Integer.getInteger("load.events", 100_000);

	private static final int CONNECTIONS = Integer.getInteger("load.connections", 64);

	private static final int BATCH = Integer.getInteger("load.batch", 100);

	private static final int BATCH_CONNECTIONS = Integer.getInteger("load.batch-connections", 16);

	private static final int WARM_UP = 20_000;

	private static final String INIT = Samples.wire("java-init");

	/** As an application publishes them, 300 bytes. */
	private static final String CHECKOUT = """
			{"type":"checkout","anonymousId":"Sau7s1j5xJQlfqcxQ7+RN/ilItiUY1uv2SvECf7oZhk=","payload":{"items":3,"currency":"EUR",\
			"method":"card","returning":true,"duration":1284,"steps":["cart","address","payment","done"],"voucher":null,\
			"page":{"name":"checkout","variant":"b"},"totals":{"net":10710,"tax":2034}}}""";

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgres" })
	void eventsSentTwiceShouldBeStoredOnce(String database) throws Exception {
		measure(database, EVENTS, CONNECTIONS, 1, INIT, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "init", "checkout" })
	void eventsSentTwiceInBatchesShouldBeStoredOnce(String type) throws Exception {
		Assumptions.assumeTrue(System.getProperty("load.only", type).equals(type));
		measure("postgres", EVENTS * 3, BATCH_CONNECTIONS, BATCH, (type.equals("init")) ? INIT : CHECKOUT, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgres" })
	void acknowledgedEventsShouldBeStoredWhenThereIsTooMuch(String database) throws Exception {
		measure(database, EVENTS / 5, CONNECTIONS, 1, INIT, true);
	}

	private static void measure(String database, int events, int connections, int batch, String event, boolean overload)
			throws Exception {
		boolean postgres = database.equals("postgres");
		String given = System.getProperty("load.database");
		String url = (postgres) ? (given != null) ? given : PostgresServer.newDatabase() : null;
		Path directory = OnH2.newDirectory();
		Map<String, String> environment = (url != null) ? Map.of("SPRING_PROFILES_ACTIVE", "postgres",
				"COLLECTOR_DATABASE_URL", url, "COLLECTOR_DATABASE_USER", "postgres")
				: Map.of("COLLECTOR_DATA", directory.toString());
		String[] arguments = (overload)
				? new String[] { "--collector.rate.per-second=0", "--collector.writer.queue-capacity=16" }
				: new String[] { "--collector.rate.per-second=0" };
		LoadResult warmUp;
		LoadResult first;
		LoadResult second;
		try (ForkedCollector collector = ForkedCollector.startToMeasure(environment, arguments)) {
			LoadGenerator generator = new LoadGenerator(collector.port(), connections, batch, event);
			warmUp = generator.send("warm", WARM_UP);
			CpuTimes start = CpuTimes.now(collector, url);
			first = generator.send("event", events);
			CpuTimes middle = CpuTimes.now(collector, url);
			second = generator.send("event", events);
			CpuTimes end = CpuTimes.now(collector, url);
			logger.info("CPU seconds: %s; again %s".formatted(middle.since(start), end.since(middle)));
			assertThat(collector.terminate()).isEqualTo(143);
		}
		String stored = (url != null) ? url
				: "jdbc:h2:file:%s/collector;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE".formatted(directory);
		logger.info("%s%s, %d connections, %d events of %d bytes in a request: first time %s; again %s"
			.formatted(database, (overload) ? " overloaded" : "", connections, batch, event.length(), first, second));
		long rows = count(stored);
		logger.info("%d events in the database, %d acknowledged".formatted(rows,
				warmUp.acknowledged().cardinality() + union(first, second)));
		assertThat(rows).isEqualTo(warmUp.acknowledged().cardinality() + union(first, second));
		if (overload) {
			assertThat(first.refused()).isPositive();
		}
		else {
			assertThat(rows).isEqualTo(WARM_UP + events);
		}
	}

	private static long union(LoadResult first, LoadResult second) {
		BitSet all = (BitSet) first.acknowledged().clone();
		all.or(second.acknowledged());
		return all.cardinality();
	}

	private static long count(String url) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select count(*) from event")) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/**
	 * Processor time of those who share the machine, whoever else does.
	 *
	 * @param collector of the collector
	 * @param database of PostgreSQL
	 * @param generator of this process
	 */
	private record CpuTimes(Duration collector, Duration database, Duration generator) {

		static CpuTimes now(ForkedCollector collector, @Nullable String url) throws SQLException {
			return new CpuTimes(collector.cpu(), (url != null) ? PostgresServer.cpu(url) : Duration.ZERO,
					cpu(ProcessHandle.current()));
		}

		private static Duration cpu(ProcessHandle process) {
			return process.info().totalCpuDuration().orElse(Duration.ZERO);
		}

		CpuTimes since(CpuTimes start) {
			return new CpuTimes(this.collector.minus(start.collector), this.database.minus(start.database),
					this.generator.minus(start.generator));
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "collector %.1f, PostgreSQL %.1f, load generator %.1f",
					this.collector.toMillis() / 1e3, this.database.toMillis() / 1e3, this.generator.toMillis() / 1e3);
		}

	}

}
