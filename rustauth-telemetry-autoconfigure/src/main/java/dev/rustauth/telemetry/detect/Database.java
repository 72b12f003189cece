package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The databases that are recognised: their names on the wire, the schemes of their URLs
 * and their drivers.
 */
enum Database {

	POSTGRESQL("postgresql", Set.of("postgresql", "postgres", "pgsql", "postgis", "pgvector", "timescaledb"),
			driver("org.postgresql.Driver", "org.postgresql/postgresql"),
			driver("com.impossibl.postgres.jdbc.PGDriver", "com.impossibl.pgjdbc-ng/pgjdbc-ng"),
			r2dbcDriver("io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider", "org.postgresql/r2dbc-postgresql")),

	MYSQL("mysql", Set.of("mysql", "mysqlx"),
			driver("com.mysql.cj.jdbc.Driver", "com.mysql/mysql-connector-j", "mysql/mysql-connector-java"),
			driver("com.mysql.jdbc.Driver", "mysql/mysql-connector-java"),
			driver("software.aws.rds.jdbc.mysql.Driver", "software.aws.rds/aws-mysql-jdbc"),
			r2dbcDriver("io.asyncer.r2dbc.mysql.MySqlConnectionFactoryProvider", "io.asyncer/r2dbc-mysql"),
			r2dbcDriver("dev.miku.r2dbc.mysql.MySqlConnectionFactoryProvider", "dev.miku/r2dbc-mysql")),

	MARIADB("mariadb", Set.of("mariadb"), driver("org.mariadb.jdbc.Driver", "org.mariadb.jdbc/mariadb-java-client"),
			r2dbcDriver("org.mariadb.r2dbc.MariadbConnectionFactoryProvider", "org.mariadb/r2dbc-mariadb")),

	SQLSERVER("sqlserver", Set.of("sqlserver", "mssql"),
			driver("com.microsoft.sqlserver.jdbc.SQLServerDriver", "com.microsoft.sqlserver/mssql-jdbc"),
			driver("net.sourceforge.jtds.jdbc.Driver", "net.sourceforge.jtds/jtds"),
			r2dbcDriver("io.r2dbc.mssql.MssqlConnectionFactoryProvider", "io.r2dbc/r2dbc-mssql")),

	ORACLE("oracle", Set.of("oracle"),
			driver("oracle.jdbc.OracleDriver", "com.oracle.database.jdbc/ojdbc17", "com.oracle.database.jdbc/ojdbc11",
					"com.oracle.database.jdbc/ojdbc8"),
			driver("oracle.jdbc.driver.OracleDriver", "com.oracle.database.jdbc/ojdbc17",
					"com.oracle.database.jdbc/ojdbc11", "com.oracle.database.jdbc/ojdbc8"),
			r2dbcDriver("oracle.r2dbc.impl.OracleConnectionFactoryProviderImpl",
					"com.oracle.database.r2dbc/oracle-r2dbc")),

	H2("h2", Set.of("h2"), driver("org.h2.Driver", "com.h2database/h2"),
			r2dbcDriver("io.r2dbc.h2.H2ConnectionFactoryProvider", "io.r2dbc/r2dbc-h2")),

	HSQLDB("hsqldb", Set.of("hsqldb"), driver("org.hsqldb.jdbc.JDBCDriver", "org.hsqldb/hsqldb"),
			driver("org.hsqldb.jdbcDriver", "org.hsqldb/hsqldb")),

	DERBY("derby", Set.of("derby"), driver("org.apache.derby.jdbc.EmbeddedDriver", "org.apache.derby/derby"),
			driver("org.apache.derby.iapi.jdbc.AutoloadedDriver", "org.apache.derby/derby"),
			driver("org.apache.derby.jdbc.ClientDriver", "org.apache.derby/derbyclient"),
			driver("org.apache.derby.client.ClientAutoloadedDriver", "org.apache.derby/derbyclient")),

	SQLITE("sqlite", Set.of("sqlite"), driver("org.sqlite.JDBC", "org.xerial/sqlite-jdbc")),

	MONGODB("mongodb", Set.of("mongodb"), driver("com.mongodb.client.MongoClient", "org.mongodb/mongodb-driver-sync"),
			driver("com.mongodb.reactivestreams.client.MongoClient", "org.mongodb/mongodb-driver-reactivestreams")),

	CASSANDRA("cassandra", Set.of("cassandra"),
			driver("com.datastax.oss.driver.api.core.CqlSession", "org.apache.cassandra/java-driver-core",
					"com.datastax.oss/java-driver-core")),

	NEO4J("neo4j", Set.of("neo4j", "bolt"), driver("org.neo4j.driver.Driver", "org.neo4j.driver/neo4j-java-driver"),
			driver("org.neo4j.jdbc.Neo4jDriver", "org.neo4j/neo4j-jdbc")),

	REDIS("redis", Set.of("redis", "rediss"), driver("io.lettuce.core.RedisClient", "io.lettuce/lettuce-core"),
			driver("redis.clients.jedis.Jedis", "redis.clients/jedis"),
			driver("org.redisson.Redisson", "org.redisson/redisson"));

	private static final Pattern PREFIX = Pattern.compile("(jdbc|jdbc-secretsmanager|r2dbcs?):");

	private static final Pattern WORD = Pattern.compile("([a-z0-9-]+)(?:\\+[a-z0-9+]+)?:");

	/**
	 * Drivers that pass on to the one whose name follows: Testcontainers, pools, tracing
	 * and the like. (jTDS and the ancient Microsoft one name the server the same way.)
	 */
	private static final Set<String> WRAPPERS = Set.of("tc", "pool", "proxy", "p6spy", "otel", "tracing", "log4jdbc",
			"aws-wrapper", "gcp", "jtds", "microsoft");

	private static final int LONGEST_SCHEME = 128;

	private final String wireName;

	private final Set<String> schemes;

	private final List<Driver> drivers;

	Database(String wireName, Set<String> schemes, Driver... drivers) {
		this.wireName = wireName;
		this.schemes = schemes;
		this.drivers = List.of(drivers);
	}

	String wireName() {
		return this.wireName;
	}

	List<Driver> drivers() {
		return this.drivers;
	}

	/**
	 * The database of a URL, by the words before its first slash. Since the answer is one
	 * of a closed list, nothing of a URL can get further than this.
	 * @param url a JDBC, R2DBC or plain URL
	 * @return the database, {@code null} for one that isn't known
	 */
	static @Nullable Database ofUrl(String url) {
		String rest = url.strip();
		rest = rest.substring(0, Math.min(rest.length(), LONGEST_SCHEME)).toLowerCase(Locale.ROOT);
		Matcher prefix = PREFIX.matcher(rest);
		if (prefix.lookingAt()) {
			rest = rest.substring(prefix.end());
		}
		Matcher word = WORD.matcher(rest);
		while (word.lookingAt()) {
			String scheme = word.group(1);
			if (!WRAPPERS.contains(scheme)) {
				return first((database) -> database.schemes.contains(scheme));
			}
			word.region(word.end(), rest.length());
		}
		return null;
	}

	/**
	 * The database of a product name, such as {@code Microsoft SQL Server}.
	 * @param name the name that a connection factory states
	 * @return the database, {@code null} for one that isn't known
	 */
	static @Nullable Database ofProduct(String name) {
		String product = name.toLowerCase(Locale.ROOT).replace(" ", "");
		return first((database) -> product.contains(database.wireName));
	}

	static @Nullable Database ofDriver(String className) {
		return first(
				(database) -> database.drivers.stream().anyMatch((driver) -> driver.className().equals(className)));
	}

	private static @Nullable Database first(Predicate<Database> condition) {
		return Stream.of(values()).filter(condition).findFirst().orElse(null);
	}

	private static Driver driver(String className, String... artifacts) {
		return new Driver(className, false, List.of(artifacts));
	}

	private static Driver r2dbcDriver(String className, String... artifacts) {
		return new Driver(className, true, List.of(artifacts));
	}

	/**
	 * A driver or client library.
	 *
	 * @param className the class by which it is recognised; never loaded
	 * @param r2dbc whether it serves {@code r2dbc:} URLs
	 * @param artifacts where its version is kept, as {@code groupId/artifactId}
	 */
	record Driver(String className, boolean r2dbc, List<String> artifacts) {

		String resource() {
			return ClassUtils.convertClassNameToResourcePath(this.className) + ClassUtils.CLASS_FILE_SUFFIX;
		}

	}

	/**
	 * The database that a bean or a setting connects to.
	 *
	 * @param database the database, {@code null} for one that isn't known
	 * @param r2dbc whether R2DBC connects to it
	 */
	record Target(@Nullable Database database, boolean r2dbc) {

	}

}
