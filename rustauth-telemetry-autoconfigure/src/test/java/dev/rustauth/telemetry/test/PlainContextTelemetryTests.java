package dev.rustauth.telemetry.test;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AutoConfigureRustAuthTelemetry} where Spring Boot starts no application: no
 * ready event comes, and nothing imports the auto-configuration.
 */
@SpringJUnitConfig(PlainContextTelemetryTests.Empty.class)
@AutoConfigureRustAuthTelemetry
@Timeout(300)
class PlainContextTelemetryTests {

	@BeforeAll
	static void publishBeforeDeliveryBegins(@Autowired TelemetryPublisher publisher) {
		publisher.publish("early", Map.of());
	}

	@Test
	void initShouldComeFirstAndThenOwnEvents(@Autowired RecordingTelemetrySink telemetry,
			@Autowired TelemetryPublisher publisher) {
		publisher.publish("own", Map.of());
		telemetry.awaitEvent("own");
		assertThat(telemetry.events()).extracting(TelemetryEvent::type).containsExactly("init", "early", "own");
		telemetry.assertNoneOf("hunter2!");
	}

	/**
	 * A slice, which doesn't have the auto-configuration.
	 */
	@Nested
	@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
	@JsonTest
	@ContextConfiguration(classes = Empty.class)
	@AutoConfigureRustAuthTelemetry
	class InASlice {

		@Test
		void eventsShouldBeRecorded(@Autowired RecordingTelemetrySink telemetry,
				@Autowired TelemetryPublisher publisher) {
			publisher.publish("own", Map.of());
			telemetry.awaitEvent("own");
			assertThat(telemetry.events()).extracting(TelemetryEvent::type).containsExactly("init", "own");
		}

	}

	/**
	 * One publisher for both contexts, so one sink.
	 */
	@Nested
	@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
	@ContextHierarchy({ @ContextConfiguration(classes = Empty.class), @ContextConfiguration(classes = Child.class) })
	@ExtendWith(SpringExtension.class)
	@AutoConfigureRustAuthTelemetry
	class InAHierarchy {

		@Test
		void sinkShouldBeTheOneOfThePublisher(@Autowired RecordingTelemetrySink telemetry,
				@Autowired TelemetryPublisher publisher, @Autowired ApplicationContext context) {
			assertThat(context.getParent()).isNotNull();
			publisher.publish("own", Map.of());
			assertThat(telemetry.awaitEvent("own").type()).isEqualTo("own");
			assertThat(telemetry.events("init")).hasSize(1);
		}

	}

	/**
	 * A composed annotation, and a context that is made anew after the test instance.
	 */
	@Nested
	@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
	@Composed
	class WhenComposed {

		@Autowired
		private RecordingTelemetrySink telemetry;

		@Test
		@DirtiesContext(methodMode = DirtiesContext.MethodMode.BEFORE_METHOD)
		void initShouldComeInTheNewContext() {
			assertThat(this.telemetry.awaitEvent("init").type()).isEqualTo("init");
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@SpringJUnitConfig(Empty.class)
	@AutoConfigureRustAuthTelemetry
	@interface Composed {

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

	}

}
