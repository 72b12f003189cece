package dev.rustauth.telemetry.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.LedgerSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application closes on a thread that is interrupted, on which Spring waits for
 * nothing. If it was interrupted before, Spring doesn't even begin.
 */
@Timeout(300)
class InterruptedCloseIntegrationTests {

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		assertThat(Thread.interrupted()).as("still interrupted").isTrue();
		this.collector.close();
	}

	@Test
	void closeShouldFlush() {
		ConfigurableApplicationContext context = run("20s");
		this.collector.otherwise(Answer.status(204).after(Duration.ofMillis(100)));
		for (int i = 0; i < 20; i++) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
		}
		assertThat(closed(context)).isEqualTo(new LedgerSnapshot.Entry(21, Map.of(), 0, 0));
		assertThat(this.collector.requests()).hasSize(21);
	}

	@Test
	void closeShouldBeBoundedAsAnyOther() {
		this.collector.otherwise(Answer.never());
		ConfigurableApplicationContext context = run("300ms");
		assertThat(closed(context)).isEqualTo(new LedgerSnapshot.Entry(0, Map.of(), 1, 0));
	}

	@Test
	void closeWithNothingToFlushShouldBeAsAnyOther() {
		ConfigurableApplicationContext context = Application.inTest(Plain.class, Interrupting.class).run();
		context.close();
	}

	private ConfigurableApplicationContext run(String shutdownTimeout) {
		ConfigurableApplicationContext context = Application.of(Plain.class, Interrupting.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", this.collector.url())
			.property("rustauth.telemetry.delivery.shutdown-timeout", shutdownTimeout)
			.run();
		this.collector.awaitRequests(1);
		return context;
	}

	private static LedgerSnapshot.Entry closed(ConfigurableApplicationContext context) {
		DeliveryEngine engine = Application.engine(context);
		context.close();
		return engine.statistics().ledger().total();
	}

	/**
	 * Interrupts the thread as soon as the context closes.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Interrupting {

		@Bean
		ApplicationListener<ContextClosedEvent> interrupt() {
			return (event) -> Thread.currentThread().interrupt();
		}

	}

}
