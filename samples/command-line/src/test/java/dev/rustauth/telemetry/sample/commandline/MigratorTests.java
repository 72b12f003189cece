package dev.rustauth.telemetry.sample.commandline;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField.Type;

import static org.assertj.core.api.Assertions.assertThat;

class MigratorTests {

	private static final Command.Migrate FOR_REAL = new Command.Migrate(false);

	private static final Command.Migrate DRY = new Command.Migrate(true);

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final PrintStream out = new PrintStream(this.printed, true, StandardCharsets.UTF_8);

	private final AuthSchema schema = AuthSchema.of(RustAuthOptions.builder().build());

	@TempDir
	private Path directory;

	@Test
	void runShouldAddWhatIsMissingOnce() throws SQLException {
		Migrator migrator = migrator();
		assertThat(migrator.run(DRY, this.schema)).isEqualTo(Outcome.DRY_RUN);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).isEqualTo(this.schema.sql().replace("\n\n", "\n"));
		assertThat(migrator.run(FOR_REAL, this.schema)).isEqualTo(Outcome.MIGRATED);
		assertThat(migrator.run(FOR_REAL, this.schema)).isEqualTo(Outcome.NO_CHANGES);
		assertThat(migrator.run(DRY, this.schema)).isEqualTo(Outcome.NO_CHANGES);
	}

	@Test
	void runWhenFieldsAreNewShouldAddColumnsToRowsThatHaveNone() throws SQLException {
		migrator().run(FOR_REAL, this.schema);
		jdbc().update(
				"INSERT INTO \"user\" (\"id\", \"name\", \"email\", \"emailVerified\", \"createdAt\", \"updatedAt\")"
						+ " VALUES ('1', 'A', 'a@example.com', FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
		RustAuthOptions.Builder options = RustAuthOptions.builder();
		for (Type type : Type.values()) {
			options.user((user) -> user.additionalField("odd \"; DROP TABLE " + type, (field) -> field.type(type)));
			options.session((session) -> session.additionalField(type.name(), (field) -> field.type(type)));
		}
		AuthSchema extended = AuthSchema.of(options.build());
		assertThat(migrator().run(FOR_REAL, extended)).isEqualTo(Outcome.MIGRATED);
		assertThat(migrator().run(FOR_REAL, extended)).isEqualTo(Outcome.NO_CHANGES);
		assertThat(jdbc().queryForMap("SELECT * FROM \"user\"")).hasSize(6 + Type.values().length)
			.containsEntry("name", "A");
	}

	@Test
	void runWhenDatabaseIsAnotherShouldLeaveItAlone() throws SQLException {
		DriverManagerDataSource other = new DriverManagerDataSource("jdbc:hsqldb:mem:other");
		assertThat(new Migrator(other, new Output(this.out, this.out)).run(FOR_REAL, this.schema))
			.isEqualTo(Outcome.UNSUPPORTED_DATABASE);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("HSQL Database Engine");
		assertThat(new JdbcTemplate(other).queryForObject(
				"SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'", Integer.class))
			.isZero();
	}

	@Test
	void sqlShouldBeWhatTheDatabaseTakes() {
		for (String statement : this.schema.sql().split(";\n")) {
			jdbc().execute(statement);
		}
		assertThat(jdbc().queryForObject("SELECT COUNT(*) FROM \"verification\"", Integer.class)).isZero();
	}

	private Migrator migrator() {
		return new Migrator(new DriverManagerDataSource(url()), new Output(this.out, this.out));
	}

	private JdbcTemplate jdbc() {
		return new JdbcTemplate(new DriverManagerDataSource(url()));
	}

	private String url() {
		return "jdbc:h2:file:" + this.directory.resolve("auth");
	}

}
