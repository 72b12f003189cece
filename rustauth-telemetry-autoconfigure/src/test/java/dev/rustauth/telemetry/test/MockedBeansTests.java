package dev.rustauth.telemetry.test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.detect.RuntimeDetector;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mocks and spies that tests put in the place of beans of the starter, one at a time: the
 * context starts, and the other beans do what they always do.
 */
@Timeout(300)
class MockedBeansTests {

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class SpiedPublisher {

		@MockitoSpyBean
		private TelemetryPublisher publisher;

		@Autowired
		private RecordingTelemetrySink telemetry;

		@Test
		void publishShouldBeSeenAndDeliver() {
			this.publisher.publish("own", Map.of());
			assertThat(this.telemetry.awaitEvent("own").type()).isEqualTo("own");
			Mockito.verify(this.publisher).publish("own", Map.of());
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class MockedPublisher {

		@MockitoBean
		private TelemetryPublisher publisher;

		@Autowired
		private RecordingTelemetrySink telemetry;

		@Test
		void publishShouldBeSeenAndInitBeSent() {
			this.publisher.publish("own", Map.of());
			assertThat(this.telemetry.awaitEvent("init").type()).isEqualTo("init");
			Mockito.verify(this.publisher).publish("own", Map.of());
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class MockedConfigSource {

		@MockitoBean
		private TelemetryConfigSource config;

		@Autowired
		private RecordingTelemetrySink telemetry;

		@Test
		void configShouldBeTheOneOfTheMock() {
			CompletableFuture<Map<String, Object>> answer = CompletableFuture.completedFuture(Map.of("mocked", true));
			Mockito.when(this.config.config()).thenReturn(answer);
			assertThat(this.config.config()).isSameAs(answer);
			assertThat(this.telemetry.awaitEvent("init").type()).isEqualTo("init");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class SpiedConfigSource {

		@MockitoSpyBean
		private TelemetryConfigSource config;

		@Test
		void configShouldBeTheRealOne() {
			assertThat(this.config.config()).succeedsWithin(Duration.ofMinutes(1))
				.satisfies((config) -> assertThat(config).containsKey("session"));
			Mockito.verify(this.config).config();
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class SpiedRecordingSink {

		@MockitoSpyBean
		private RecordingTelemetrySink telemetry;

		@Test
		void eventsShouldBeRecorded() {
			assertThat(this.telemetry.awaitEvent("init").type()).isEqualTo("init");
			Mockito.verify(this.telemetry).send(Mockito.any());
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class LazyRecordingSink {

		@Autowired
		@Lazy
		private RecordingTelemetrySink telemetry;

		@Test
		void eventsShouldBeRecorded() {
			assertThat(this.telemetry.awaitEvent("init").type()).isEqualTo("init");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureRustAuthTelemetry
	class MockedControl {

		@MockitoBean
		private DeliveryControl control;

		@Autowired
		private TelemetryPublisher publisher;

		@Test
		void contextShouldStartAndTelemetryBeOff() {
			this.publisher.publish("own", Map.of());
			assertThat(this.control.isOn()).isFalse();
		}

	}

	/**
	 * On, with a mock for the only destination.
	 */
	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { "rustauth.telemetry.enabled=true", "rustauth.telemetry.skip-test-check=true" })
	class MockedSink {

		@MockitoBean
		private TelemetrySink sink;

		@MockitoBean
		private InitPayloadCustomizer customizer;

		@Autowired
		private DeliveryControl control;

		@Test
		void eventsShouldGoToTheMock() {
			assertThat(this.control.startedAs()).isEqualTo(DecisionCode.ON_CUSTOM_SINK);
			Mockito.verify(this.sink, Mockito.timeout(60_000)).send(Mockito.any());
			Mockito.verify(this.customizer).customize(Mockito.any());
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = "rustauth.telemetry.enabled=true")
	class EverythingMockedWhileOff {

		@MockitoBean
		private TelemetrySink sink;

		@MockitoBean
		private TelemetryConfigSource config;

		@MockitoBean
		private InitPayloadCustomizer customizer;

		@MockitoBean
		private RuntimeDetector runtime;

		@MockitoSpyBean
		private TelemetryPublisher publisher;

		@Autowired
		private DeliveryControl control;

		@Test
		void contextShouldStartAndTelemetryBeOff() {
			this.publisher.publish("own", Map.of());
			assertThat(this.control.startedAs()).isEqualTo(DecisionCode.OFF_IN_TEST);
			Mockito.verifyNoInteractions(this.sink, this.config, this.customizer, this.runtime);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RustAuthTelemetryAutoConfiguration.class)
	static class Application {

	}

}
