package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of the build's own, from Maven Central, for as long as this JVM
 * lives. It runs as root, too. Where no binary fits the machine, tests that need it are
 * skipped, and say why.
 */
public final class PostgresServer {

	public static final String SKIPPED = "No PostgreSQL server can be started on this machine";

	private static final @Nullable EmbeddedPostgres SERVER = start();

	private static final AtomicInteger databases = new AtomicInteger();

	private PostgresServer() {
	}

	private static @Nullable EmbeddedPostgres start() {
		try {
			// Durable, unlike the library's default: what it measures and survives should
			// count.
			return EmbeddedPostgres.builder()
				.setServerConfig("fsync", "on")
				.setServerConfig("synchronous_commit", "on")
				.setServerConfig("full_page_writes", "on")
				.start();
		}
		catch (IOException | RuntimeException ex) {
			if (System.getenv("CI") != null) {
				throw new IllegalStateException(SKIPPED, ex);
			}
			return null;
		}
	}

	/**
	 * Tell whether there is a server.
	 * @return whether there is one
	 */
	public static boolean isAvailable() {
		return SERVER != null;
	}

	/**
	 * Processor time that a server on this machine has taken, with the processes that
	 * serve connections which are open.
	 * @param url of one of its databases
	 */
	static Duration cpu(String url) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
			rows.next();
			return ProcessHandle.of(rows.getLong(1))
				.flatMap(ProcessHandle::parent)
				.map((main) -> Stream.concat(Stream.of(main), main.children()))
				.orElse(Stream.empty())
				.map((process) -> process.info().totalCpuDuration().orElse(Duration.ZERO))
				.reduce(Duration.ZERO, Duration::plus);
		}
	}

	/**
	 * Make a new database.
	 * @return its JDBC URL, user included
	 */
	public static String newDatabase() {
		EmbeddedPostgres server = SERVER;
		if (server == null) {
			throw new IllegalStateException(SKIPPED);
		}
		String name = "collector_" + databases.incrementAndGet();
		try (Connection connection = server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
			return server.getJdbcUrl("postgres", name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
