package dev.rustauth.telemetry.sources;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.rustauth.telemetry.detect.AdapterDetector;

/**
 * The data access library closest to the application: repositories before the library
 * they are made with, that before the driver. Relational ones come first, as they do
 * where the database is detected.
 */
final class BeanAdapterDetector implements AdapterDetector {

	private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

	static {
		TYPES.put("spring-data-jpa", List.of("org.springframework.data.jpa.repository.JpaRepository"));
		TYPES.put("jpa", List.of("jakarta.persistence.EntityManagerFactory"));
		TYPES.put("spring-data-jdbc", List.of("org.springframework.data.jdbc.core.JdbcAggregateOperations"));
		TYPES.put("spring-data-r2dbc", List.of("org.springframework.data.r2dbc.core.R2dbcEntityOperations"));
		TYPES.put("jooq", List.of("org.jooq.DSLContext"));
		TYPES.put("mybatis", List.of("org.apache.ibatis.session.SqlSessionFactory"));
		TYPES.put("r2dbc", List.of("io.r2dbc.spi.ConnectionFactory"));
		TYPES.put("jdbc", List.of("javax.sql.DataSource"));
		TYPES.put("spring-data-mongodb", List.of("org.springframework.data.mongodb.core.MongoOperations",
				"org.springframework.data.mongodb.core.ReactiveMongoOperations"));
		TYPES.put("mongodb",
				List.of("com.mongodb.client.MongoClient", "com.mongodb.reactivestreams.client.MongoClient"));
	}

	private final ConfigurableListableBeanFactory beanFactory;

	BeanAdapterDetector(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable String detect() {
		Set<String> present = BeanTypes.present(this.beanFactory,
				TYPES.values().stream().flatMap(List::stream).toList());
		return TYPES.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().stream().anyMatch(present::contains))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

	static List<String> words() {
		return List.copyOf(TYPES.keySet());
	}

}
