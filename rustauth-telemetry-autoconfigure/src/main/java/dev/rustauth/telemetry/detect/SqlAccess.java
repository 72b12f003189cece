package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.rustauth.telemetry.config.PropertyReader;

/**
 * The two ways to access a relational database, and how to recognise it: by the
 * connecting bean, the connection details of Spring Boot 4 or 3.5, or the settings.
 */
enum SqlAccess {

	JDBC("javax.sql.DataSource",
			List.of("org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails",
					"org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails"),
			List.of("spring.datasource.url", "spring.datasource.hikari.jdbc-url", "spring.datasource.tomcat.url",
					"spring.datasource.dbcp2.url"),
			List.of("spring.datasource.driver-class-name", "spring.datasource.hikari.driver-class-name",
					"spring.datasource.tomcat.driver-class-name", "spring.datasource.dbcp2.driver-class-name")),

	R2DBC("io.r2dbc.spi.ConnectionFactory",
			List.of("org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails",
					"org.springframework.boot.autoconfigure.r2dbc.R2dbcConnectionDetails"),
			List.of("spring.r2dbc.url"), List.of());

	private final String type;

	private final List<String> details;

	private final List<String> urls;

	private final List<String> drivers;

	SqlAccess(String type, List<String> details, List<String> urls, List<String> drivers) {
		this.type = type;
		this.details = details;
		this.urls = urls;
		this.drivers = drivers;
	}

	/**
	 * The databases of the beans that connect. Of the only one there is, what describes
	 * the connection tells where it says nothing itself; of several, that would describe
	 * one at most.
	 * @param beanFactory where the beans are
	 * @param environment where the settings are
	 * @param driver the database of the only driver, which comes last
	 * @return the databases; none where nothing connects
	 */
	Stream<Database.Target> running(ConfigurableListableBeanFactory beanFactory, Environment environment,
			Supplier<Database.Target> driver) {
		List<List<Database.Target>> beans = beans(beanFactory);
		Supplier<Database.Target> otherwise = (beans.size() == 1)
				? () -> configured(beanFactory, environment).orElseGet(driver) : () -> target(null);
		return beans.stream().flatMap((bean) -> bean.isEmpty() ? Stream.of(otherwise.get()) : bean.stream());
	}

	/**
	 * The database that is set, by connection details or by settings.
	 * @param beanFactory where connection details are
	 * @param environment where the settings are
	 * @return what is set; empty if nothing is
	 */
	Optional<Database.Target> configured(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		List<Database.Target> described = described(beanFactory);
		if (described.size() == 1 && described.get(0).database() != null) {
			return Optional.of(described.get(0));
		}
		return first(environment, this.urls).map((url) -> target(Database.ofUrl(url)))
			.or(() -> first(environment, this.drivers).map((driver) -> target(Database.ofDriver(driver.strip()))));
	}

	private Database.Target target(@Nullable Database database) {
		return new Database.Target(database, this == R2DBC);
	}

	private static Optional<String> first(Environment environment, List<String> names) {
		return names.stream()
			.map((name) -> Optional.ofNullable(PropertyReader.value(environment, name)))
			.flatMap(Optional::stream)
			.filter(StringUtils::hasText)
			.findFirst();
	}

	private List<List<Database.Target>> beans(ConfigurableListableBeanFactory beanFactory) {
		if (RunningBeans.type(beanFactory.getBeanClassLoader(), this.type) == null) {
			return List.of();
		}
		return (this == JDBC) ? RunningDataSources.databases(beanFactory) : RunningR2dbc.databases(beanFactory);
	}

	private List<Database.Target> described(ConfigurableListableBeanFactory beanFactory) {
		return this.details.stream()
			.map((name) -> RunningBeans.type(beanFactory.getBeanClassLoader(), name))
			.filter(Objects::nonNull)
			.flatMap((details) -> RunningBeans.injectable(beanFactory, Objects.requireNonNull(details)).stream())
			.map((details) -> target(details.map(this::of).orElse(null)))
			.toList();
	}

	private @Nullable Database of(Object details) {
		if (this == JDBC) {
			return (RunningBeans.get(details, "getJdbcUrl") instanceof String url) ? Database.ofUrl(url) : null;
		}
		Object options = RunningBeans.get(details, "getConnectionFactoryOptions");
		return (options != null) ? RunningR2dbc.of(options) : null;
	}

}
