package dev.rustauth.telemetry.detect;

import java.net.URL;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The database an application is configured for, else the one it has a driver for. Redis
 * comes last in both: next to a driver of any other database it is a cache.
 */
final class ConfiguredDatabaseDetector implements DatabaseDetector {

	private static final List<String> URLS = List.of("spring.datasource.url", "spring.datasource.hikari.jdbc-url",
			"spring.datasource.tomcat.url", "spring.datasource.dbcp2.url", "spring.r2dbc.url");

	private static final List<String> DRIVERS = List.of("spring.datasource.driver-class-name",
			"spring.datasource.hikari.driver-class-name", "spring.datasource.tomcat.driver-class-name",
			"spring.datasource.dbcp2.driver-class-name");

	private static final Map<Database, List<String>> SETTINGS = new LinkedHashMap<>();

	static {
		// The keys of Spring Boot 4 and, under spring.data, those of Boot 3.
		SETTINGS.put(Database.MONGODB, List.of("spring.mongodb.uri", "spring.data.mongodb.uri", "spring.mongodb.host",
				"spring.data.mongodb.host"));
		SETTINGS.put(Database.NEO4J, List.of("spring.neo4j.uri"));
		SETTINGS.put(Database.CASSANDRA,
				List.of("spring.cassandra.contact-points", "spring.cassandra.contact-points[0]",
						"spring.data.cassandra.contact-points", "spring.data.cassandra.contact-points[0]"));
	}

	private static final List<String> REDIS_SETTINGS = List.of("spring.data.redis.url", "spring.data.redis.host",
			"spring.data.redis.cluster.nodes", "spring.data.redis.cluster.nodes[0]", "spring.data.redis.sentinel.nodes",
			"spring.data.redis.sentinel.nodes[0]");

	private final Environment environment;

	private final ClassLoader classLoader;

	ConfiguredDatabaseDetector(Environment environment, ClassLoader classLoader) {
		this.environment = environment;
		this.classLoader = classLoader;
	}

	@Override
	public @Nullable NamedVersion detect() {
		for (String name : URLS) {
			String value = value(name);
			DatabaseUrl url = (value != null) ? DatabaseUrl.parse(value) : null;
			if (url != null) {
				return configured(url.database(), url.r2dbc());
			}
		}
		for (String name : DRIVERS) {
			String value = value(name);
			Database database = (value != null) ? Database.ofDriver(value.strip()) : null;
			if (database != null) {
				return configured(database, false);
			}
		}
		for (Map.Entry<Database, List<String>> setting : SETTINGS.entrySet()) {
			if (setting.getValue().stream().anyMatch((name) -> value(name) != null)) {
				return configured(setting.getKey(), false);
			}
		}
		NamedVersion found = onClassPath();
		if (found == null && REDIS_SETTINGS.stream().anyMatch((name) -> value(name) != null)) {
			return configured(Database.REDIS, false);
		}
		return found;
	}

	private @Nullable String value(String name) {
		String value = Variables.value(this.environment, name);
		return (value != null && !value.isBlank()) ? value : null;
	}

	private NamedVersion configured(Database database, boolean r2dbc) {
		NamedVersion found = onClassPath(database, r2dbc);
		return (found != null) ? found : new NamedVersion(database.wireName(), null);
	}

	private @Nullable NamedVersion onClassPath() {
		for (Database database : Database.values()) {
			NamedVersion found = onClassPath(database, false);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private @Nullable NamedVersion onClassPath(Database database, boolean r2dbc) {
		List<Database.Driver> drivers = database.drivers()
			.stream()
			.sorted(Comparator.comparing((driver) -> driver.r2dbc() != r2dbc))
			.toList();
		for (Database.Driver driver : drivers) {
			URL location = this.classLoader.getResource(driver.resource());
			if (location != null) {
				return new NamedVersion(database.wireName(), DriverVersion.find(driver, location, this.classLoader));
			}
		}
		return null;
	}

}
