package dev.rustauth.telemetry.integration;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.detect.AdapterDetector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data access libraries over a real database.
 */
@Timeout(600)
class AdapterIntegrationTests {

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void withoutDatabaseShouldReportNone() {
		assertThat(config(Started.of(this.collector).without("jdbc", "r2dbc", "jpa", "data")).path("adapter").isNull())
			.isTrue();
	}

	@Test
	void dataSourceAloneShouldBeJdbc() {
		JsonNode config = config(Started.of(this.collector).database("plain").without("r2dbc", "jpa", "data"));
		assertThat(config.path("adapter").asString()).isEqualTo("jdbc");
		assertThat(config.path("database").asString()).isEqualTo("h2");
	}

	@Test
	void springDataJdbcShouldBeNamed() {
		assertThat(adapter(Started.of(this.collector).database("data").without("r2dbc", "jpa")))
			.isEqualTo("spring-data-jdbc");
	}

	@Test
	void r2dbcShouldBeNamed() {
		assertThat(adapter(Started.of(this.collector)
			.with("spring.r2dbc.url", "r2dbc:h2:mem:///reactive")
			.without("jdbc", "jpa", "data"))).isEqualTo("spring-data-r2dbc");
	}

	@Test
	void jpaWithoutRepositoriesShouldBeJpa() {
		assertThat(adapter(Started.of(this.collector).database("jpa").without("r2dbc", "data"))).isEqualTo("jpa");
	}

	@Test
	void jpaRepositoryShouldBeSpringData() {
		assertThat(adapter(Started.of(this.collector, Repositories.class).database("repos").without("r2dbc", "data")))
			.isEqualTo("spring-data-jpa");
	}

	@Test
	void librariesOfTheSameRankShouldBeNone() {
		assertThat(config(Started.of(this.collector).database("two").without("r2dbc")).path("adapter").isNull())
			.isTrue();
	}

	@Test
	void repositoriesShouldWinOverLibraries() {
		assertThat(adapter(Started.of(this.collector, Repositories.class).database("both").without("r2dbc")))
			.isEqualTo("spring-data-jpa");
	}

	@Test
	void statedAdapterShouldWin() {
		assertThat(adapter(Started.of(this.collector)
			.database("stated")
			.without("r2dbc", "jpa", "data")
			.with("rustauth.telemetry.context.adapter", "kysely"))).isEqualTo("kysely");
	}

	@Test
	void sourceSwitchedOffShouldReportNone() {
		assertThat(config(Started.of(this.collector)
			.database("off")
			.without("r2dbc", "jpa", "data")
			.with("rustauth.telemetry.sources.adapter.enabled", "false")).path("adapter").isNull()).isTrue();
	}

	@Test
	void detectorOfTheApplicationShouldReplaceOurs() {
		assertThat(adapter(Started.of(this.collector, OwnDetector.class).without("jdbc", "r2dbc", "jpa", "data")))
			.isEqualTo("in-house");
	}

	private String adapter(Started started) {
		return config(started).path("adapter").asString();
	}

	private JsonNode config(Started started) {
		try (ConfigurableApplicationContext context = started.type(WebApplicationType.NONE).run()) {
			return this.collector.awaitConfig();
		}
	}

	@Entity
	static class Guest {

		@Id
		private Long id;

	}

	interface Guests extends JpaRepository<Guest, Long> {

	}

	@Configuration(proxyBeanMethods = false)
	@EntityScan(basePackageClasses = AdapterIntegrationTests.class)
	@EnableJpaRepositories(basePackageClasses = AdapterIntegrationTests.class, considerNestedRepositories = true)
	static class Repositories {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetector {

		@Bean
		AdapterDetector adapterDetector() {
			return () -> "in-house";
		}

	}

}
