package dev.rustauth.telemetry.sample.collector;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.test.context.ContextConfiguration;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter and the collector, with batches between them.
 */
@ContextConfiguration(initializers = OnH2.class)
class StarterBatchesIntegrationTests extends RunningCollector {

	private static final int EVENTS = 500;

	@ParameterizedTest
	@ValueSource(strings = { "none", "gzip" })
	void eventsOfTheStarterShouldBeKeptOnceEach(String compression) {
		report(Map.of("delivery.batch.max-events", 50, "http.compression", compression));
		assertThat(count("select count(*) from event where type = 'init'")).isEqualTo(1);
		assertThat(count("select count(distinct body) from event where type = 'checkout'")).isEqualTo(EVENTS);
		assertThat(count("select count(*) from event")).isEqualTo(EVENTS + 1);
		assertThat(count("select count(*) from event where idempotency_key like '%/%'")).isGreaterThan(EVENTS / 2);
		assertThat(rows("event")).allSatisfy((event) -> assertThat(event).containsEntry("flags", null));
		assertThat(rows("dead_letter")).hasSize(1);
		assertThat(rows("deployment")).singleElement()
			.satisfies((deployment) -> assertThat(deployment).containsEntry("starts", 1L));
	}

	@Test
	void eventsOfTheStarterWithoutBatchesShouldBeKeptAsWell() {
		report(Map.of());
		assertThat(count("select count(*) from event")).isEqualTo(EVENTS + 1);
		assertThat(count("select count(*) from event where idempotency_key like '%/%'")).isZero();
	}

	/**
	 * Run an application that publishes events, one of which can't be used, and ends.
	 */
	private void report(Map<String, Object> settings) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Host.class).web(WebApplicationType.NONE)
			.properties("spring.config.name=none", "rustauth.telemetry.enabled=true",
					"rustauth.telemetry.skip-test-check=true", "rustauth.telemetry.delivery.shutdown-timeout=50s",
					"rustauth.telemetry.endpoint=http://localhost:" + port() + "/events");
		application.initializers((context) -> {
			// Spring's own limit is shorter than that of the starter.
			DefaultLifecycleProcessor lifecycle = new DefaultLifecycleProcessor();
			lifecycle.setBeanFactory(context.getBeanFactory());
			lifecycle.setTimeoutPerShutdownPhase(60_000);
			context.getBeanFactory()
				.registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, lifecycle);
		});
		settings.forEach((key, value) -> application.properties("rustauth.telemetry." + key + "=" + value));
		try (ConfigurableApplicationContext context = application.run()) {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			for (int i = 0; i < EVENTS; i++) {
				publisher.publish("checkout", Map.of("number", i));
			}
			publisher.publish("x".repeat(201), Map.of());
		}
	}

	private long count(String query) {
		return jdbc().sql(query).query(Long.class).single();
	}

	/**
	 * Not annotated as a configuration: it would be taken for that of the collector.
	 */
	@ImportAutoConfiguration(RustAuthTelemetryAutoConfiguration.class)
	static class Host {

	}

}
