package dev.rustauth.telemetry.integration.contexts;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.test.util.ReflectionTestUtils;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One {@code init} for each application, however it is made up, and nothing left running.
 * That there isn't a second one is seen when a later event has arrived.
 */
@Timeout(600)
class OddContextsIntegrationTests {

	private final ScriptedCollector collector = ScriptedCollector.start();

	@AfterEach
	void close() {
		this.collector.close();
		assertNothingRuns();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.lazy-initialization=true", "management.server.port=0",
			"spring.main.web-application-type=none", "spring.threads.virtual.enabled=true" })
	void applicationShouldSendOneInit(String setting) {
		try (ConfigurableApplicationContext context = run("--" + setting)) {
			assertOneInit(context);
		}
		assertThat(this.collector.types()).containsExactly("init", "later");
	}

	@Test
	void parentAndItsChildrenShouldSendOneInit() {
		SpringApplicationBuilder parentBuilder = new SpringApplicationBuilder(OddApplication.class)
			.web(WebApplicationType.NONE);
		try (ConfigurableApplicationContext parent = parentBuilder
			.run(OddApplication.arguments(this.collector.url(), "--spring.jmx.enabled=false"))) {
			ConfigurableApplicationContext child = child(parentBuilder);
			ConfigurableApplicationContext sibling = child(parentBuilder);
			assertThat(child.getParent()).isSameAs(sibling.getParent()).isSameAs(parent);
			child.close();
			assertOneInit(parent);
			sibling.close();
		}
	}

	private ConfigurableApplicationContext child(SpringApplicationBuilder parent) {
		return parent.child(OddApplication.class)
			.web(WebApplicationType.SERVLET)
			.run(OddApplication.arguments(this.collector.url(), "--spring.jmx.enabled=false"));
	}

	@Test
	void applicationsInOneJvmShouldSendAnInitEach() {
		try (ConfigurableApplicationContext first = run("--rustauth.base-url=https://one.example.com",
				"--spring.application.name=one")) {
			this.collector.awaitEvents(1);
			try (ConfigurableApplicationContext second = run("--rustauth.base-url=https://two.example.com",
					"--spring.application.name=two")) {
				this.collector.awaitEvents(2);
				assertThat(second).isNotSameAs(first);
			}
			first.getBean(TelemetryPublisher.class).publish("later", Map.of());
			this.collector.awaitEvents(3);
		}
		assertThat(this.collector.types()).containsExactly("init", "init", "later");
		assertThat(this.collector.events()).extracting((event) -> event.path("anonymousId").asString())
			.satisfies((ids) -> assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1)));
	}

	@Test
	void eventsThatComeAgainShouldNotCauseASecondInit() {
		try (ConfigurableApplicationContext context = run()) {
			this.collector.awaitEvents(1);
			context.publishEvent(new ContextRefreshedEvent(context));
			context.publishEvent(new ApplicationReadyEvent(new SpringApplication(OddApplication.class), new String[0],
					context, Duration.ZERO));
			assertOneInit(context);
		}
		assertThat(this.collector.types()).containsExactly("init", "later");
	}

	@Test
	void stopShouldLeaveNothingOpenAndStartShouldGoOn() {
		try (ConfigurableApplicationContext context = run()) {
			this.collector.awaitEvents(1);
			context.stop();
			assertPaused(context);
			context.start();
			assertResumed(context);
		}
		assertThat(this.collector.types()).containsExactly("init", "meanwhile", "later");
	}

	@Test
	void pauseShouldLeaveNothingOpenAndRestartShouldGoOn() {
		try (ConfigurableApplicationContext context = run()) {
			this.collector.awaitEvents(1);
			context.pause();
			assertPaused(context);
			context.restart();
			assertResumed(context);
		}
		assertThat(this.collector.types()).containsExactly("init", "meanwhile", "later");
	}

	/**
	 * What Spring does around a checkpoint on a JVM with CRaC, which this one hasn't.
	 */
	@Test
	void checkpointShouldLeaveNothingOpenAndRestoreShouldGoOn() {
		try (ConfigurableApplicationContext context = run()) {
			this.collector.awaitEvents(1);
			DefaultLifecycleProcessor processor = context.getBean(DefaultLifecycleProcessor.class);
			ReflectionTestUtils.invokeMethod(processor, "stopForRestart");
			assertPaused(context);
			ReflectionTestUtils.invokeMethod(processor, "restartAfterStop");
			assertThat(((WebServerApplicationContext) context).getWebServer().getPort()).isPositive();
			assertResumed(context);
		}
		assertThat(this.collector.types()).containsExactly("init", "meanwhile", "later");
	}

	@Test
	void closeOfAStoppedContextShouldFlush() {
		try (ConfigurableApplicationContext context = run()) {
			this.collector.awaitEvents(1);
			context.stop();
			context.getBean(TelemetryPublisher.class).publish("meanwhile", Map.of());
		}
		assertThat(this.collector.types()).containsExactly("init", "meanwhile");
	}

	private ConfigurableApplicationContext run(String... arguments) {
		return SpringApplication.run(OddApplication.class, OddApplication.arguments(this.collector.url(), arguments));
	}

	private void assertOneInit(ConfigurableApplicationContext context) {
		this.collector.awaitEvents(1);
		context.getBean(TelemetryPublisher.class).publish("later", Map.of());
		this.collector.awaitEvents(2);
		assertThat(this.collector.types()).containsExactly("init", "later");
	}

	private void assertPaused(ConfigurableApplicationContext context) {
		assertNothingRuns();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> this.collector.openConnections() == 0);
		context.getBean(TelemetryPublisher.class).publish("meanwhile", Map.of());
		assertThat(OwnThreads.names()).isEmpty();
	}

	private void assertResumed(ConfigurableApplicationContext context) {
		this.collector.awaitEvents(2);
		context.getBean(TelemetryPublisher.class).publish("later", Map.of());
		this.collector.awaitEvents(3);
	}

	private static void assertNothingRuns() {
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(OwnThreads.names()).isEmpty());
	}

}
