package dev.rustauth.telemetry.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When {@code init} and the events of an application leave, from its start to its close.
 */
@Timeout(300)
class LifecycleTests {

	@Test
	void eventsFromARunnerShouldWaitForInit() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, PublishingRunner.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			RecordingSink.of(context).await(2);
			assertThat(RecordingSink.of(context).types()).containsExactly("init", "cli_migrate");
		}
	}

	@Test
	void runnerThatExitsShouldGetInitAndItsEventOut() {
		SpringApplication application = Application.of(WithSink.class, ExitingRunner.class)
			.property("rustauth.telemetry.enabled", "true")
			.build();
		ConfigurableApplicationContext[] context = new ConfigurableApplicationContext[1];
		application.addInitializers((created) -> context[0] = created);
		RecordingSink[] sink = new RecordingSink[1];
		application.addListeners((event) -> {
			if (event instanceof ApplicationStartedEvent started) {
				sink[0] = started.getApplicationContext().getBean(RecordingSink.class);
			}
		});
		try {
			application.run();
		}
		catch (IllegalStateException ex) {
			// Boot refuses to go on with a closed context.
		}
		assertThat(context[0].isActive()).isFalse();
		assertThat(sink[0].types()).containsExactly("init", "cli_migrate");
	}

	@Test
	void childContextShouldNotCauseASecondInit() {
		ConfigurableApplicationContext child = new SpringApplicationBuilder(WithSink.class).web(WebApplicationType.NONE)
			.properties("rustauth.telemetry.enabled=true", "rustauth.telemetry.skip-test-check=true",
					"spring.main.banner-mode=off")
			.child(Plain.class)
			.web(WebApplicationType.NONE)
			.run();
		try {
			ApplicationContext parent = child.getParent();
			RecordingSink sink = parent.getBean(RecordingSink.class);
			sink.awaitInit();
			parent.getBean(TelemetryPublisher.class).publish("afterwards", Map.of());
			sink.await(2);
			assertThat(sink.types()).containsExactly("init", "afterwards");
			child.close();
			parent.getBean(TelemetryPublisher.class).publish("child is gone", Map.of());
			sink.await(3);
		}
		finally {
			((ConfigurableApplicationContext) child.getParent()).close();
		}
	}

	@Test
	void lazyInitializationShouldNotStopInit() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("spring.main.lazy-initialization", "true")
			.run()) {
			assertThat(RecordingSink.of(context).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void closeShouldFlushAndLeaveNoThread() {
		ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run();
		RecordingSink sink = RecordingSink.of(context);
		DeliveryEngine engine = Application.engine(context);
		TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
		for (int i = 0; i < 100; i++) {
			publisher.publish("own", Map.of("i", i));
		}
		context.close();
		assertThat(sink.events).hasSize(101);
		publisher.publish("late", Map.of());
		assertThat(engine.statistics().ledger().types().get("late").dropped()).containsOnlyKeys(DropReason.CLOSED);
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(Application.telemetryThreads()).isEmpty());
	}

	@Configuration(proxyBeanMethods = false)
	static class PublishingRunner {

		@Bean
		CommandLineRunner runner(TelemetryPublisher publisher) {
			return (args) -> publisher.publish("cli_migrate", Map.of("outcome", "migrated"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExitingRunner {

		@Bean
		CommandLineRunner runner(TelemetryPublisher publisher, ApplicationContext context) {
			return (args) -> {
				publisher.publish("cli_migrate", Map.of("outcome", "migrated"));
				SpringApplication.exit(context);
			};
		}

	}

}
