package dev.rustauth.telemetry.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AutoConfigureRustAuthTelemetry} as applications use it. What the application is
 * configured to do doesn't matter.
 */
@SpringBootTest(classes = AutoConfigureRustAuthTelemetryTests.App.class, webEnvironment = WebEnvironment.NONE,
		properties = { "rustauth.telemetry.enabled=false", "rustauth.telemetry.endpoint=no url",
				"rustauth.telemetry.debug=true", "rustauth.telemetry.skip-test-check=false", "DO_NOT_TRACK=1",
				"spring.profiles.active=test" })
@AutoConfigureRustAuthTelemetry
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class AutoConfigureRustAuthTelemetryTests {

	@Autowired
	private RecordingTelemetrySink telemetry;

	@Autowired
	private TelemetryPublisher publisher;

	@Autowired
	private ApplicationContext context;

	@Test
	@Order(1)
	void initShouldComeByItself() {
		TelemetryEvent init = this.telemetry.awaitEvent("init");
		assertThat(init.anonymousId()).isNotEmpty();
		assertThat(this.telemetry.events()).first().isSameAs(init);
		assertThat(this.telemetry.body(init)).startsWith("{\"type\":\"init\",\"anonymousId\":\"");
		assertThat(this.telemetry.json(init)).containsOnlyKeys("type", "anonymousId", "payload");
	}

	@Test
	@Order(2)
	void clearShouldLeaveTheEventsOfThisTestOnly() {
		this.publisher.publish("earlier", Map.of());
		this.telemetry.clear();
		this.publisher.publish("own", Map.of("answer", 42));
		assertThat(this.telemetry.awaitEvent("own").payload().get("answer")).isEqualTo(42);
		assertThat(this.telemetry.events()).extracting(TelemetryEvent::type).containsExactly("own");
	}

	@Test
	@Order(3)
	void assertNoneOfShouldNeedNoWaitBefore() {
		for (int i = 0; i < 200; i++) {
			this.publisher.publish("own", Map.of("i", i));
		}
		this.telemetry.assertNoneOf("hunter2!");
		assertThat(this.telemetry.events("own")).hasSizeGreaterThanOrEqualTo(200);
	}

	@Test
	void otherSinksShouldGetNothing() {
		this.telemetry.awaitEvents("own", 1);
		assertThat(this.context.getBean(TelemetrySink.class)).isSameAs(this.telemetry);
		assertThat(this.context.getBean("ownSink", Sink.class).events).isEmpty();
		assertThat(this.context.getBean("secondSink", Sink.class).events).isEmpty();
	}

	@BeforeEach
	void publish() {
		this.publisher.publish("own", Map.of());
	}

	/**
	 * Inherits the annotation and the context from the class around.
	 */
	@Nested
	class WhenNested {

		@Autowired
		private RecordingTelemetrySink inner;

		@Test
		void contextShouldBeTheSame() {
			assertThat(this.inner).isSameAs(AutoConfigureRustAuthTelemetryTests.this.telemetry);
			assertThat(this.inner.awaitEvent("own").type()).isEqualTo("own");
		}

	}

	static class Sink implements TelemetrySink {

		final List<TelemetryEvent> events = new CopyOnWriteArrayList<>();

		@Override
		public Mono<Void> send(TelemetryEvent event) {
			return Mono.fromRunnable(() -> this.events.add(event));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RustAuthTelemetryAutoConfiguration.class)
	static class App {

		@Bean
		@Primary
		Sink ownSink() {
			return new Sink();
		}

		@Bean
		Sink secondSink() {
			return new Sink();
		}

	}

}
