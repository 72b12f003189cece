package dev.rustauth.telemetry.detect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The data access library closest to the application: the Spring Data module that made
 * its repositories, before the library they would be made with, that before the driver.
 */
final class SpringAdapterDetector implements AdapterDetector {

	private static final String REPOSITORIES = "org.springframework.data.repository.core.support.RepositoryFactoryInformation";

	private static final String MODULE_PACKAGE = "org.springframework.data.";

	/**
	 * The modules whose repositories may hold users: of a cache or an index they don't.
	 */
	static final Set<String> MODULES = Set.of("jpa", "jdbc", "r2dbc", "mongodb", "neo4j", "cassandra");

	static final List<Map<String, List<String>>> LIBRARIES = List.of(
			Map.of("jpa", List.of("jakarta.persistence.EntityManagerFactory"), "spring-data-jdbc",
					List.of("org.springframework.data.jdbc.core.JdbcAggregateOperations"), "spring-data-r2dbc",
					List.of("org.springframework.data.r2dbc.core.R2dbcEntityOperations"), "spring-data-mongodb",
					List.of("org.springframework.data.mongodb.core.MongoOperations",
							"org.springframework.data.mongodb.core.ReactiveMongoOperations"),
					"jooq", List.of("org.jooq.DSLContext"), "mybatis",
					List.of("org.apache.ibatis.session.SqlSessionFactory")),
			Map.of("r2dbc", List.of("io.r2dbc.spi.ConnectionFactory"), "jdbc", List.of("javax.sql.DataSource"),
					"mongodb",
					List.of("com.mongodb.client.MongoClient", "com.mongodb.reactivestreams.client.MongoClient")));

	private final ConfigurableListableBeanFactory beanFactory;

	SpringAdapterDetector(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable String detect() {
		Set<String> words = repositories();
		for (Map<String, List<String>> rank : LIBRARIES) {
			words = (words.isEmpty()) ? present(rank) : words;
		}
		return (words.size() == 1) ? words.iterator().next() : null;
	}

	/**
	 * By what makes the repositories, whichever interface the application extends.
	 */
	private Set<String> repositories() {
		Class<?> type = RunningBeans.type(this.beanFactory.getBeanClassLoader(), REPOSITORIES);
		return (type != null)
				? Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false))
					.map((name) -> module(this.beanFactory.getType(name, false)))
					.flatMap(Optional::stream)
					.collect(Collectors.toSet())
				: Set.of();
	}

	private static Optional<String> module(@Nullable Class<?> factory) {
		return Stream.<Class<?>>iterate(factory, Objects::nonNull, Class::getSuperclass)
			.map(Class::getName)
			.flatMap((name) -> MODULES.stream().filter((module) -> name.startsWith(MODULE_PACKAGE + module + ".")))
			.map((module) -> "spring-data-" + module)
			.findFirst();
	}

	private Set<String> present(Map<String, List<String>> libraries) {
		return libraries.entrySet()
			.stream()
			.filter((library) -> library.getValue()
				.stream()
				.anyMatch((type) -> RunningBeans.has(this.beanFactory, type)))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

}
