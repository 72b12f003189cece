package dev.rustauth.telemetry.detect;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpringDatabaseDetector}.
 */
class SpringDatabaseDetectorTests {

	private static final String SECRET = "s3cr3t-canary";

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	Path directory;

	@Test
	void whenNothingIsKnownShouldBeNull() throws IOException {
		assertThat(detect()).isNull();
	}

	@Test
	void shouldKnowThirteenDatabases() {
		assertThat(Arrays.stream(Database.values()).map(Database::wireName)).containsExactlyInAnyOrder("postgresql",
				"mysql", "mariadb", "sqlserver", "oracle", "h2", "hsqldb", "derby", "sqlite", "mongodb", "cassandra",
				"redis", "neo4j");
	}

	@ParameterizedTest
	@MethodSource("drivers")
	void whenOnlyADriverIsThereShouldTellItsDatabaseAndVersion(String className, String artifact, String expected)
			throws IOException {
		Path jar = new FakeJar().withClass(className).withPomProperties(artifact, "1.2.3").writeTo(jar("driver.jar"));
		assertThat(detect(jar)).isEqualTo(new NamedVersion(expected, "1.2.3"));
	}

	@ParameterizedTest
	@CsvSource({ "org.postgresql.Driver,postgresql", "com.mysql.cj.jdbc.Driver,mysql",
			"org.mariadb.jdbc.Driver,mariadb", "com.microsoft.sqlserver.jdbc.SQLServerDriver,sqlserver",
			"oracle.jdbc.OracleDriver,oracle", "org.h2.Driver,h2", "org.hsqldb.jdbc.JDBCDriver,hsqldb",
			"org.apache.derby.jdbc.EmbeddedDriver,derby", "org.sqlite.JDBC,sqlite" })
	void whenDriverClassIsConfiguredShouldTellItsDatabase(String className, String expected) throws IOException {
		this.environment.setProperty("spring.datasource.driver-class-name", className);
		assertThat(detect()).isEqualTo(new NamedVersion(expected, null));
	}

	@ParameterizedTest
	@CsvSource({ "spring.datasource.url,jdbc:mysql://h,mysql", "spring.datasource.hikari.jdbc-url,jdbc:h2:mem:x,h2",
			"spring.datasource.tomcat.url,jdbc:sqlite:x,sqlite", "spring.datasource.dbcp2.url,jdbc:derby:x,derby",
			"spring.r2dbc.url,r2dbc:pool:mssql://h,sqlserver", "spring.mongodb.uri,mongodb://h,mongodb",
			"spring.data.mongodb.uri,mongodb+srv://h,mongodb", "spring.mongodb.host,h,mongodb",
			"spring.neo4j.uri,neo4j://h,neo4j", "spring.cassandra.contact-points,h,cassandra",
			"spring.cassandra.contact-points[0],h,cassandra", "spring.data.cassandra.contact-points,h,cassandra",
			"spring.data.redis.url,redis://h,redis", "spring.data.redis.host,h,redis",
			"spring.data.redis.cluster.nodes,h:1,redis", "spring.data.redis.sentinel.nodes[0],h:1,redis" })
	void whenSettingTellsShouldTellTheDatabaseEvenWithoutItsDriver(String name, String value, String expected)
			throws IOException {
		this.environment.setProperty(name, value);
		assertThat(detect()).isEqualTo(new NamedVersion(expected, null));
	}

	@Test
	void whenUrlAndAnotherDriverAreThereTheUrlShouldWin() throws IOException {
		this.environment.setProperty("spring.datasource.url", "jdbc:h2:mem:x");
		Path postgresql = new FakeJar().withClass("org.postgresql.Driver").writeTo(jar("postgresql-42.7.3.jar"));
		Path h2 = new FakeJar().withClass("org.h2.Driver").writeTo(jar("h2-2.3.232.jar"));
		assertThat(detect(postgresql, h2)).isEqualTo(new NamedVersion("h2", "2.3.232"));
	}

	@Test
	void whenSettingsNameTwoDatabasesNothingShouldBeTold() throws IOException {
		this.environment.setProperty("spring.data.redis.url", "redis://h");
		this.environment.setProperty("spring.mongodb.uri", "mongodb://h");
		assertThat(detect()).extracting(NamedVersion::name).isEqualTo("mongodb");
		this.environment.setProperty("spring.datasource.driver-class-name", "org.sqlite.JDBC");
		assertThat(detect()).isNull();
	}

	@Test
	void whenSettingsAgreeTheirDatabaseShouldBeTold() throws IOException {
		this.environment.setProperty("spring.datasource.url", "jdbc:postgresql://h/a");
		this.environment.setProperty("spring.r2dbc.url", "r2dbc:postgresql://h/a");
		Path jdbc = new FakeJar().withClass("org.postgresql.Driver").writeTo(jar("postgresql-42.7.3.jar"));
		Path r2dbc = new FakeJar().withClass("io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider")
			.writeTo(jar("r2dbc-postgresql-1.0.7.RELEASE.jar"));
		assertThat(detect(r2dbc, jdbc)).isEqualTo(new NamedVersion("postgresql", "42.7.3"));
		this.environment.setProperty("spring.r2dbc.url", "r2dbc:mariadb://h/a");
		assertThat(detect(r2dbc, jdbc)).isNull();
	}

	@Test
	void urlShouldWinOverDriverClass() throws IOException {
		this.environment.setProperty("spring.datasource.url", "jdbc:oracle:thin:@h");
		this.environment.setProperty("spring.datasource.driver-class-name", "org.sqlite.JDBC");
		assertThat(detect()).extracting(NamedVersion::name).isEqualTo("oracle");
	}

	@Test
	void whenUrlIsR2dbcTheVersionShouldBeTheOneOfTheR2dbcDriver() throws IOException {
		Path jdbc = new FakeJar().withClass("org.postgresql.Driver").writeTo(jar("postgresql-42.7.3.jar"));
		Path r2dbc = new FakeJar().withClass("io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider")
			.writeTo(jar("r2dbc-postgresql-1.0.7.RELEASE.jar"));
		assertThat(detect(r2dbc, jdbc)).isEqualTo(new NamedVersion("postgresql", "42.7.3"));
		this.environment.setProperty("spring.r2dbc.url", "r2dbc:postgresql://h");
		assertThat(detect(jdbc, r2dbc)).isEqualTo(new NamedVersion("postgresql", "1.0.7.RELEASE"));
	}

	@Test
	void whenRedisIsConfiguredNextToAnotherDriverItShouldCountAsACache() throws IOException {
		this.environment.setProperty("spring.data.redis.host", "h");
		Path redis = new FakeJar().withClass("io.lettuce.core.RedisClient").writeTo(jar("lettuce-core-6.5.0.jar"));
		Path neo4j = new FakeJar().withClass("org.neo4j.driver.Driver").writeTo(jar("neo4j-java-driver-5.28.jar"));
		assertThat(detect(redis, neo4j)).isEqualTo(new NamedVersion("neo4j", "5.28"));
		assertThat(detect(redis)).isEqualTo(new NamedVersion("redis", "6.5.0"));
	}

	@Test
	void whenThereAreDriversOfTwoDatabasesNothingShouldBeTold() throws IOException {
		Path postgresql = new FakeJar().withClass("org.postgresql.Driver").writeTo(jar("postgresql-42.7.3.jar"));
		Path h2 = new FakeJar().withClass("org.h2.Driver").writeTo(jar("h2-2.3.232.jar"));
		assertThat(detect(postgresql, h2)).isNull();
		assertThat(detect(h2)).isEqualTo(new NamedVersion("h2", "2.3.232"));
	}

	// What is set is another database than the one of the driver, a test's perhaps.
	@ParameterizedTest
	@CsvSource({ "spring.datasource.url,jdbc:unknown://user:" + SECRET + "@host",
			"spring.datasource.url,jdbc:" + SECRET + ":x", "spring.datasource.url," + SECRET,
			"spring.datasource.driver-class-name,com.example." + SECRET })
	void whenSettingNamesAnUnknownDatabaseNothingShouldBeTold(String name, String value) throws IOException {
		this.environment.setProperty(name, value);
		Path jar = new FakeJar().withClass("org.h2.Driver").writeTo(jar("h2-2.3.232.jar"));
		assertThat(detect(jar)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "'  '", "${unknown." + SECRET + "}" })
	void whenUrlIsNotSetShouldFallThroughToTheClassPath(String url) throws IOException {
		this.environment.setProperty("spring.datasource.url", url);
		Path jar = new FakeJar().withClass("org.h2.Driver").writeTo(jar("h2-2.3.232.jar"));
		assertThat(detect(jar)).isEqualTo(new NamedVersion("h2", "2.3.232"));
	}

	static Stream<Arguments> drivers() {
		return Arrays.stream(Database.values())
			.flatMap((database) -> database.drivers()
				.stream()
				.flatMap((driver) -> driver.artifacts()
					.stream()
					.map((artifact) -> Arguments.of(driver.className(), artifact, database.wireName()))));
	}

	private Path jar(String name) {
		return this.directory.resolve(name);
	}

	private NamedVersion detect(Path... classPath) throws IOException {
		try (URLClassLoader classLoader = FakeJar.classLoader(classPath)) {
			return Detectors.database(FakeJar.beanFactory(classLoader), this.environment).detect();
		}
	}

}
