package dev.rustauth.telemetry.integration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.collector.ScriptedCollector;

/**
 * How to start an application that reports to a collector, as {@code main} would. Only
 * what a test names is configured besides: of databases and their tools there is none.
 */
final class Started {

	private static final Map<String, String> AREAS = Map.of("jpa",
			"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration", "session",
			"org.springframework.boot.session.autoconfigure.SessionAutoConfiguration,"
					+ "org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration",
			"r2dbc", "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration", "data",
			"org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration", "jdbc",
			"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration", "mongo",
			"org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration");

	private static final String EXCLUDE = "spring.autoconfigure.exclude";

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final Class<?>[] sources;

	private WebApplicationType type = WebApplicationType.SERVLET;

	private Started(Class<?>... sources) {
		this.sources = sources;
	}

	static Started of(ScriptedCollector collector, Class<?>... sources) {
		Class<?>[] all = new Class<?>[sources.length + 1];
		all[0] = Application.class;
		System.arraycopy(sources, 0, all, 1, sources.length);
		Started started = new Started(all);
		return started.with("rustauth.telemetry.endpoint", collector.url())
			.with("rustauth.telemetry.enabled", "true")
			.with("rustauth.telemetry.skip-test-check", "true")
			.with("server.port", "0")
			.with("spring.flyway.enabled", "false")
			.with("spring.liquibase.enabled", "false")
			.with("spring.data.jpa.repositories.enabled", "false")
			.without("jpa", "session", "r2dbc", "data");
	}

	Started with(String name, String value) {
		this.properties.put(name, value);
		return this;
	}

	Started database(String name) {
		return with("spring.datasource.url", "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
	}

	/**
	 * Leave out the auto-configurations of these areas and of MongoDB, and no others.
	 */
	Started without(String... areas) {
		return withMongo(areas).with(EXCLUDE, this.properties.get(EXCLUDE) + "," + AREAS.get("mongo"));
	}

	/**
	 * Leave out the auto-configurations of these areas, and no others.
	 */
	Started withMongo(String... withoutAreas) {
		return with(EXCLUDE, Stream.of(withoutAreas).map(AREAS::get).collect(Collectors.joining(",")));
	}

	Started type(WebApplicationType type) {
		this.type = type;
		return this;
	}

	ConfigurableApplicationContext run() {
		SpringApplication application = new SpringApplication(this.sources);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.setWebApplicationType(this.type);
		application.setDefaultProperties(this.properties);
		return application.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
