package dev.rustauth.telemetry.integration;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;
import liquibase.integration.spring.Customizer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real migrations of a real database.
 */
@Timeout(600)
class MigrationIntegrationTests {

	private static final String SOURCE = "rustauth.telemetry.sources.migrations.enabled";

	private final ScriptedCollector collector = ScriptedCollector.start();

	/** How many events earlier starts have sent. */
	private int seen;

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void flywayShouldReportMigratedAndAfterwardsNoChanges() {
		assertThat(outcome(flyway("fly"))).isEqualTo("migrated");
		assertThat(outcome(flyway("fly"))).isEqualTo("no_changes");
	}

	@Test
	void liquibaseShouldReportMigratedAndAfterwardsNoChanges() {
		assertThat(outcome(liquibase("liqui"))).isEqualTo("migrated");
		assertThat(outcome(liquibase("liqui"))).isEqualTo("no_changes");
	}

	@Test
	void bothShouldReportOnce() {
		assertThat(outcome(liquibase("both"))).isEqualTo("migrated");
		assertThat(outcome(liquibase("both").with("spring.flyway.enabled", "true")
			.with("spring.flyway.baseline-on-migrate", "true")
			.with("spring.flyway.baseline-version", "0"))).isEqualTo("migrated");
		assertThat(outcome(liquibase("both").with("spring.flyway.enabled", "true"))).isEqualTo("no_changes");
	}

	@Test
	void furtherRunsShouldNotReportAgain() {
		try (ConfigurableApplicationContext context = flyway("again").run()) {
			this.collector.awaitEvents(2);
			context.getBean(Flyway.class).migrate();
			context.getBean(TelemetryPublisher.class).publish("last", Map.of());
			this.collector.awaitEvents(3);
		}
		assertThat(this.collector.types()).containsExactlyInAnyOrder("init", "cli_migrate", "last");
	}

	@Test
	void withoutTheSwitchShouldReportNothing() {
		Started started = flyway("silent").with(SOURCE, "false");
		try (ConfigurableApplicationContext context = started.run()) {
			assertThat(context.getBeanNamesForType(Callback.class)).isEmpty();
			this.collector.awaitEvents(1);
		}
		assertThat(this.collector.types()).containsExactly("init");
	}

	@Test
	void whileTelemetryIsOffShouldReportNothing() {
		Started started = flyway("off").with("rustauth.telemetry.enabled", "false");
		try (ConfigurableApplicationContext context = started.run()) {
			assertThat(context.getBean(Flyway.class).info().applied()).hasSize(1);
		}
		assertThat(this.collector.bodies()).isEmpty();
	}

	@Test
	void runnerThatExitsShouldReportAllTheSame() {
		Started started = flyway("exit", Exiting.class).type(WebApplicationType.NONE)
			.with("rustauth.telemetry.delivery.shutdown-timeout", "20s");
		started.run();
		assertThat(this.collector.types()).containsExactly("init", "cli_migrate");
		assertPayload(this.collector.events());
	}

	@Test
	void applicationThatClosesAtOnceShouldReportAllTheSame() {
		Started started = flyway("short").type(WebApplicationType.NONE)
			.with("rustauth.telemetry.delivery.shutdown-timeout", "20s");
		started.run().close();
		assertThat(this.collector.types()).containsExactly("init", "cli_migrate");
		assertPayload(this.collector.events());
	}

	@Test
	void whatIsTakenOutOfInitShouldBeOutOfTheReport() {
		Started started = flyway("customized", WithoutDatabase.class).with("rustauth.telemetry.redaction", "strict")
			.with("rustauth.telemetry.context.adapter", "canary");
		try (ConfigurableApplicationContext context = started.run()) {
			List<JsonNode> events = this.collector.awaitEvents(2);
			assertPayload(events);
			JsonNode config = events.get(1).path("payload").path("config");
			assertThat(config.has("database")).isFalse();
			assertThat(config.path("adapter").asString()).isEqualTo("other");
		}
	}

	@Test
	void listenerOfTheApplicationShouldStillBeCalled() {
		Counting.CHANGES.set(0);
		assertThat(outcome(liquibase("customizer", Counting.class))).isEqualTo("migrated");
		assertThat(Counting.CHANGES).hasValue(1);
	}

	private Started flyway(String name, Class<?>... sources) {
		return started(name, sources).with("spring.flyway.enabled", "true");
	}

	private Started liquibase(String name, Class<?>... sources) {
		return started(name, sources).with("spring.liquibase.enabled", "true");
	}

	private Started started(String name, Class<?>... sources) {
		return Started.of(this.collector, sources)
			.database(name)
			.without("r2dbc", "jpa", "data", "session")
			.type(WebApplicationType.NONE)
			.with(SOURCE, "true");
	}

	private String outcome(Started started) {
		try (ConfigurableApplicationContext context = started.run()) {
			List<JsonNode> all = this.collector.awaitEvents(this.seen + 2);
			List<JsonNode> events = all.subList(this.seen, all.size());
			this.seen = all.size();
			assertThat(events).extracting((event) -> event.path("type").asString())
				.containsExactly("init", "cli_migrate");
			assertPayload(events);
			return events.get(1).path("payload").path("outcome").asString();
		}
	}

	/**
	 * Outcome, then the config snapshot of init, as the command line tool of the crate
	 * has it.
	 */
	private static void assertPayload(List<JsonNode> events) {
		JsonNode payload = events.get(1).path("payload");
		assertThat(payload.propertyNames()).containsExactly("outcome", "config");
		assertThat(payload.path("config")).isEqualTo(events.get(0).path("payload").path("config"));
		assertThat(payload.path("config").isObject()).isTrue();
		assertThat(events.get(1).path("anonymousId")).isEqualTo(events.get(0).path("anonymousId"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Exiting {

		@Bean
		ApplicationRunner exit(ApplicationContext context) {
			return (arguments) -> SpringApplication.exit(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutDatabase {

		@Bean
		InitPayloadCustomizer withoutDatabase() {
			return (payload) -> ((Map<?, ?>) payload.get("config")).remove("database");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Counting {

		static final AtomicInteger CHANGES = new AtomicInteger();

		@Bean
		Customizer<Liquibase> counting() {
			return (liquibase) -> liquibase.setChangeExecListener(new AbstractChangeExecListener() {

				@Override
				public void ran(ChangeSet changeSet, DatabaseChangeLog changeLog, Database database,
						ExecType execType) {
					CHANGES.incrementAndGet();
				}

			});
		}

	}

}
