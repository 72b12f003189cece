package dev.rustauth.telemetry.sample.commandline;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/**
 * Adds to the database what the schema has and the database hasn't. Nothing is ever
 * changed or removed.
 */
@Component
final class Migrator {

	/** H2's error code. */
	private static final int NO_SUCH_DATABASE = 90146;

	private final DataSource dataSource;

	private final Output output;

	Migrator(DataSource dataSource, Output output) {
		this.dataSource = dataSource;
		this.output = output;
	}

	Outcome run(Command.Migrate command, AuthSchema schema) throws SQLException {
		try (Connection connection = connect(command.dryRun())) {
			String product = connection.getMetaData().getDatabaseProductName();
			if (!"H2".equals(product)) {
				this.output.complain("This tool can't migrate " + product + ", only H2.");
				return Outcome.UNSUPPORTED_DATABASE;
			}
			List<String> statements = missing(connection, schema);
			if (statements.isEmpty()) {
				this.output.say("The database is up to date.");
				return Outcome.NO_CHANGES;
			}
			if (command.dryRun()) {
				statements.forEach((statement) -> this.output.say(statement + ";"));
				return Outcome.DRY_RUN;
			}
			execute(connection, statements);
			this.output.say("Migrated the database, statements: " + statements.size() + ".");
			return Outcome.MIGRATED;
		}
	}

	/**
	 * Connect. A dry run gets an H2 file for reading only, and an empty database in
	 * memory in the place of a file that isn't there: connecting would make it.
	 */
	private Connection connect(boolean dryRun) throws SQLException {
		if (!dryRun || !(this.dataSource instanceof AbstractDriverBasedDataSource configured)
				|| !isFileOfH2(configured.getUrl())) {
			return found(this.dataSource.getConnection());
		}
		try {
			return new DriverManagerDataSource(
					configured.getUrl() + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r;TRACE_LEVEL_FILE=0",
					Objects.requireNonNullElse(configured.getUsername(), ""),
					Objects.requireNonNullElse(configured.getPassword(), ""))
				.getConnection();
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() != NO_SUCH_DATABASE) {
				throw ex;
			}
			return new DriverManagerDataSource("jdbc:h2:mem:").getConnection();
		}
	}

	/**
	 * A driver gives nothing for a URL that isn't its own.
	 */
	private static Connection found(@Nullable Connection connection) throws SQLException {
		if (connection == null) {
			throw new SQLException("no driver takes what spring.datasource.url is set to");
		}
		return connection;
	}

	private static boolean isFileOfH2(@Nullable String url) {
		return url != null && url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:")
				&& !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
	}

	private static List<String> missing(Connection connection, AuthSchema schema) throws SQLException {
		List<String> statements = new ArrayList<>();
		for (AuthSchema.Table table : schema.tables()) {
			Set<String> columns = columns(connection, table.name());
			if (columns.isEmpty()) {
				statements.add(table.create());
			}
			else {
				table.columns()
					.stream()
					.filter((column) -> !columns.contains(column.name()))
					.map(table::add)
					.forEach(statements::add);
			}
		}
		return statements;
	}

	private static Set<String> columns(Connection connection, String table) throws SQLException {
		DatabaseMetaData metaData = connection.getMetaData();
		Set<String> columns = new HashSet<>();
		try (ResultSet found = metaData.getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
			while (found.next()) {
				columns.add(found.getString("COLUMN_NAME"));
			}
		}
		return columns;
	}

	private static void execute(Connection connection, List<String> statements) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

}
