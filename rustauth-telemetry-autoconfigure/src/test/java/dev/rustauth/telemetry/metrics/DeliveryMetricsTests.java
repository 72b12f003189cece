package dev.rustauth.telemetry.metrics;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliverySettings;
import dev.rustauth.telemetry.delivery.Destination;
import dev.rustauth.telemetry.delivery.RetryPolicy;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryMetrics}.
 */
class DeliveryMetricsTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@Test
	void bindToShouldShowWhatTheLedgerShows() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		DeliveryEngine engine = run((event) -> switch (event.type()) {
			case "slow" -> Mono.delay(Duration.ofMillis(100), this.time).then();
			case "bad" -> Mono.error(new IllegalStateException());
			case "flaky" -> Mono.error(new IOException());
			default -> Mono.empty();
		}, registry);
		assertThat(count(registry, "rustauth.telemetry.events", "outcome", "delivered")).isEqualTo(2);
		assertThat(count(registry, "rustauth.telemetry.events", "outcome", "dropped")).isEqualTo(3);
		assertThat(count(registry, "rustauth.telemetry.events", "outcome", "unknown")).isZero();
		assertThat(count(registry, "rustauth.telemetry.events.dropped", "reason", "sink_error")).isOne();
		assertThat(count(registry, "rustauth.telemetry.events.dropped", "reason", "retries_exhausted")).isOne();
		assertThat(count(registry, "rustauth.telemetry.events.dropped", "reason", "queue_full")).isOne();
		assertThat(registry.get("rustauth.telemetry.retries").functionCounter().count()).isOne();
		assertThat(registry.get("rustauth.telemetry.queue.capacity").gauge().value()).isEqualTo(3);
		assertThat(registry.get("rustauth.telemetry.queue.size").gauge().value()).isZero();
		assertThat(registry.get("rustauth.telemetry.delivery").timer().count()).isEqualTo(2);
		assertThat(registry.get("rustauth.telemetry.delivery").timer().max(TimeUnit.MILLISECONDS)).isEqualTo(100);
		assertThat(engine.statistics().ledger().total().accepted()).isEqualTo(5);
	}

	@Test
	void bindToPrometheusShouldBeVisibleInAScrape() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		run((event) -> Mono.empty(), registry);
		assertThat(registry.scrape()).contains("rustauth_telemetry_events_total{outcome=\"delivered\"} 4.0")
			.contains("rustauth_telemetry_events_dropped_total{reason=\"queue_full\"} 1.0")
			.contains("rustauth_telemetry_queue_capacity_events 3.0")
			.contains("rustauth_telemetry_delivery_seconds_count 4");
	}

	@Test
	void tagsShouldComeFromClosedSets() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		run((event) -> Mono.empty(), registry);
		assertThat(registry.getMeters()).allSatisfy((meter) -> {
			Meter.Id id = meter.getId();
			assertThat(id.getDescription()).isNotBlank();
			assertThat(id.getTags()).allSatisfy((tag) -> assertThat(tag.getKey()).isIn("outcome", "reason"));
			assertThat(id.toString()).doesNotContain("slow");
		});
	}

	private DeliveryEngine run(TelemetrySink sink, MeterRegistry registry) {
		RetryPolicy retry = new RetryPolicy(2, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1));
		DeliveryEngine engine = new DeliveryEngine(
				new DeliverySettings(3, 4, DeliverySettings.Batch.NONE, Duration.ofSeconds(10), retry,
						Duration.ofSeconds(2)),
				new Destination("test", "Look", () -> this.time, (thread) -> sink, false), () -> 0.5);
		new DeliveryMetrics(engine.statistics()).bindTo(registry);
		engine.publish("slow", Map.of());
		engine.publish("bad", Map.of());
		engine.publish("flaky", Map.of());
		engine.publish("one too many", Map.of());
		engine.start((timer) -> Mono.just(new InitEvent("anon", Map.of())));
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		return engine;
	}

	private static double count(SimpleMeterRegistry registry, String name, String tag, String value) {
		return registry.get(name).tag(tag, value).functionCounter().count();
	}

}
