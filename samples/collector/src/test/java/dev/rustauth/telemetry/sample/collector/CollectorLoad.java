package dev.rustauth.telemetry.sample.collector;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private static final int WARM_UP = 20_000;

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgres" })
	void eventsSentTwiceShouldBeStoredOnce(String database) throws Exception {
		measure(database, EVENTS, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgres" })
	void acknowledgedEventsShouldBeStoredWhenThereIsTooMuch(String database) throws Exception {
		measure(database, EVENTS / 5, true);
	}

	static void measure(String database, int events, boolean overload) throws Exception {
		boolean postgres = database.equals("postgres");
		String url = (postgres) ? PostgresServer.newDatabase() : null;
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
		try (ForkedCollector collector = ForkedCollector.start(environment, arguments)) {
			LoadGenerator generator = new LoadGenerator(collector.port(), CONNECTIONS);
			warmUp = generator.send("warm", WARM_UP);
			first = generator.send("event", events);
			second = generator.send("event", events);
			assertThat(collector.terminate()).isEqualTo(143);
		}
		String stored = (url != null) ? url
				: "jdbc:h2:file:%s/collector;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE".formatted(directory);
		logger.info("%s%s, %d connections: first time %s; again %s".formatted(database, (overload) ? " overloaded" : "",
				CONNECTIONS, first, second));
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

}
