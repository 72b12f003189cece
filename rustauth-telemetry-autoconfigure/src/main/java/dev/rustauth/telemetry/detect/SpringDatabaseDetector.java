package dev.rustauth.telemetry.detect;

import java.net.URL;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.rustauth.telemetry.config.PropertyReader;

/**
 * The database that runs: known by the application's beans, else by its settings, else by
 * the only driver there is. Two databases are as good as none, since nothing says which
 * of them holds the users; only Redis counts as a cache next to any other. No bean is
 * made and no connection opened.
 */
final class SpringDatabaseDetector implements DatabaseDetector {

	/** What connects to it. Connection details alone may be there and unused. */
	private static final Map<Database, List<String>> CLIENTS = Map.of(Database.MONGODB,
			List.of("com.mongodb.client.MongoClient", "com.mongodb.reactivestreams.client.MongoClient"), Database.NEO4J,
			List.of("org.neo4j.driver.Driver"), Database.CASSANDRA,
			List.of("com.datastax.oss.driver.api.core.CqlSession"), Database.REDIS,
			List.of("org.springframework.data.redis.connection.RedisConnectionFactory",
					"org.springframework.data.redis.connection.ReactiveRedisConnectionFactory",
					"org.redisson.api.RedissonClient"));

	/** The keys of Spring Boot 4 and, under spring.data, those of Boot 3. */
	private static final Map<Database, List<String>> SETTINGS = Map.of(Database.MONGODB,
			List.of("spring.mongodb.uri", "spring.data.mongodb.uri", "spring.mongodb.host", "spring.data.mongodb.host"),
			Database.NEO4J, List.of("spring.neo4j.uri"), Database.CASSANDRA,
			List.of("spring.cassandra.contact-points", "spring.cassandra.contact-points[0]",
					"spring.data.cassandra.contact-points", "spring.data.cassandra.contact-points[0]"),
			Database.REDIS,
			List.of("spring.data.redis.url", "spring.data.redis.host", "spring.data.redis.cluster.nodes",
					"spring.data.redis.cluster.nodes[0]", "spring.data.redis.sentinel.nodes",
					"spring.data.redis.sentinel.nodes[0]"));

	private static final Set<Database> RELATIONAL = EnumSet.range(Database.POSTGRESQL, Database.SQLITE);

	private static final Set<Database> CLIENTS_ONLY = EnumSet.range(Database.MONGODB, Database.NEO4J);

	private static final Set<Database> RECORDS = EnumSet.range(Database.POSTGRESQL, Database.NEO4J);

	private static final Set<Database> CACHES = EnumSet.of(Database.REDIS);

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final ClassLoader classLoader;

	SpringDatabaseDetector(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.classLoader = Objects.requireNonNullElseGet(beanFactory.getBeanClassLoader(),
				ClassLoader::getSystemClassLoader);
	}

	@Override
	public @Nullable NamedVersion detect() {
		return Stream.<Supplier<Stream<Database.Target>>>of(this::running, this::configured,
				() -> among(CACHES, this::runs), () -> among(RECORDS, this::hasDriver),
				() -> among(CACHES, this::isSet), () -> among(CACHES, this::hasDriver))
			.map((evidence) -> evidence.get().toList())
			.filter((targets) -> !targets.isEmpty())
			.findFirst()
			.map(this::agreed)
			.orElse(null);
	}

	private Stream<Database.Target> running() {
		return Stream.concat(among(CLIENTS_ONLY, this::runs), Stream.of(SqlAccess.values())
			.flatMap((access) -> access.running(this.beanFactory, this.environment, () -> onlyDriver(access))));
	}

	private Stream<Database.Target> configured() {
		return Stream.concat(among(CLIENTS_ONLY, this::isSet), Stream.of(SqlAccess.values())
			.flatMap((access) -> access.configured(this.beanFactory, this.environment).stream()));
	}

	private static Stream<Database.Target> among(Set<Database> databases, Predicate<Database> condition) {
		return databases.stream().filter(condition).map((database) -> new Database.Target(database, false));
	}

	/**
	 * The database of all of them, with the version of an R2DBC driver only if nothing
	 * connects to it otherwise.
	 */
	private @Nullable NamedVersion agreed(List<Database.Target> targets) {
		Database database = targets.get(0).database();
		boolean agreed = targets.stream().allMatch((target) -> target.database() == database);
		return (agreed && database != null) ? named(database, targets.stream().allMatch(Database.Target::r2dbc)) : null;
	}

	private boolean runs(Database database) {
		return CLIENTS.getOrDefault(database, List.of())
			.stream()
			.anyMatch((type) -> RunningBeans.has(this.beanFactory, type));
	}

	private boolean isSet(Database database) {
		return SETTINGS.getOrDefault(database, List.of())
			.stream()
			.anyMatch((name) -> StringUtils.hasText(PropertyReader.value(this.environment, name)));
	}

	private boolean hasDriver(Database database) {
		return database.drivers().stream().anyMatch((driver) -> location(driver) != null);
	}

	private Database.Target onlyDriver(SqlAccess access) {
		boolean r2dbc = access == SqlAccess.R2DBC;
		List<Database> databases = RELATIONAL.stream()
			.filter((database) -> database.drivers()
				.stream()
				.anyMatch((driver) -> driver.r2dbc() == r2dbc && location(driver) != null))
			.toList();
		return new Database.Target((databases.size() == 1) ? databases.get(0) : null, r2dbc);
	}

	private NamedVersion named(Database database, boolean r2dbc) {
		return database.drivers()
			.stream()
			.sorted(Comparator.comparing((driver) -> driver.r2dbc() != r2dbc))
			.filter((driver) -> location(driver) != null)
			.findFirst()
			.map((driver) -> new NamedVersion(database.wireName(),
					DriverVersion.find(driver, Objects.requireNonNull(location(driver)), this.classLoader)))
			.orElseGet(() -> new NamedVersion(database.wireName(), null));
	}

	private @Nullable URL location(Database.Driver driver) {
		return this.classLoader.getResource(driver.resource());
	}

}
