package dev.rustauth.telemetry.detect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Database}.
 */
class DatabaseTests {

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "jdbc:postgresql://host:5432/db postgresql",
			"jdbc:pgsql://host/db postgresql", "jdbc:mysql://host/db mysql", "jdbc:mysql:replication://a,b/db mysql",
			"jdbc:mysql+srv://host/db mysql", "jdbc:mariadb://host/db mariadb",
			"jdbc:mariadb:sequential:a,b/db mariadb",
			"jdbc:sqlserver://host;databaseName=db;user=u;password=p sqlserver",
			"jdbc:jtds:sqlserver://host/db sqlserver", "jdbc:oracle:thin:u/p@//host:1521/db oracle",
			"jdbc:h2:mem:test h2", "jdbc:hsqldb:mem:test hsqldb", "jdbc:derby:memory:x;create=true derby",
			"jdbc:sqlite:/var/lib/a.db sqlite", "jdbc:neo4j://host neo4j", "mongodb+srv://u:p@host/db mongodb",
			"mongodb://u:p@host/db mongodb", "neo4j+s://host neo4j", "bolt://host neo4j", "rediss://:p@host redis",
			"r2dbc:postgresql://u:p@host/db postgresql", "r2dbcs:mysql://host/db mysql",
			"r2dbc:mssql://host/db sqlserver", "r2dbc:pool:postgresql://host/db postgresql",
			"r2dbc:proxy:pool:h2:mem:///x h2", "jdbc:tc:postgresql:15:///db postgresql",
			"jdbc:tc:postgis:15:///db postgresql", "r2dbc:tc:mariadb:///db?TC_IMAGE_TAG=10 mariadb",
			"jdbc:p6spy:mysql://host/db mysql", "jdbc:otel:h2:mem:x h2",
			"jdbc:aws-wrapper:postgresql://host/db postgresql", "jdbc-secretsmanager:mysql://host/db mysql",
			"r2dbc:gcp:postgresql://project:region:db/x postgresql", "r2dbc:gcp:mysql://project:region:db/x mysql",
			"jdbc:tc:timescaledb:2-pg16:///db postgresql", "jdbc:tracing:h2:mem:x h2",
			"jdbc:log4jdbc:oracle:thin:@h oracle", "jdbc:mysql:aws://host/db mysql", "jdbc:oracle:oci:@h oracle",
			"jdbc:p6spy:tc:mariadb:11:///x mariadb", "JDBC:PostgreSQL://host/db postgresql" })
	void whenSchemeIsKnownShouldTellTheDatabase(String url, String expected) {
		assertThat(Database.ofUrl(url)).extracting(Database::wireName).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "H2,h2", "PostgreSQL,postgresql", "MySQL,mysql", "MariaDB,mariadb", "Microsoft SQL Server,sqlserver",
			"Oracle Database,oracle" })
	void whenProductIsKnownShouldTellTheDatabase(String name, String expected) {
		assertThat(Database.ofProduct(name)).extracting(Database::wireName).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "proxy", "DB2" })
	void whenProductIsUnknownShouldTellNothing(String name) {
		assertThat(Database.ofProduct(name)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "jdbc:", "jdbc:unknown://user:secret@host", "unknown:postgresql://host",
			"jdbc:tc", "jdbc:tc:tc:tc", "postgresql", "://", "jdbc://postgresql:1", "user:h2:secret@host",
			"jdbc:unknown:postgresql://host", "${DATABASE_URL}" })
	void whenSchemeIsUnknownShouldTellNothing(String url) {
		assertThat(Database.ofUrl(url)).isNull();
	}

	@Test
	void whenUrlIsHugeShouldReadOnlyItsBeginning() {
		assertThat(Database.ofUrl("jdbc:" + "tc:".repeat(1_000_000) + "h2:mem:x")).isNull();
	}

}
