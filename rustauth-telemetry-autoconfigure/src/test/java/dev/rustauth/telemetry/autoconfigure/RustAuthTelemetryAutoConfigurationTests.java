package dev.rustauth.telemetry.autoconfigure;

import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.actuate.RustAuthTelemetryEndpoint;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.snapshot.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RustAuthTelemetryAutoConfiguration},
 * {@link RustAuthTelemetryMetricsAutoConfiguration} and
 * {@link RustAuthTelemetryEndpointAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RustAuthTelemetryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RustAuthTelemetryAutoConfiguration.class,
				RustAuthTelemetryMetricsAutoConfiguration.class, RustAuthTelemetryEndpointAutoConfiguration.class));

	private final ApplicationContextRunner enabled = this.runner.withPropertyValues("rustauth.telemetry.enabled=true",
			"rustauth.telemetry.skip-test-check=true", "rustauth.telemetry.endpoint=http://127.0.0.1:1/events");

	@Test
	void contextShouldAlwaysHaveAPublisher() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(TelemetryPublisher.class));
		this.enabled
			.run((context) -> assertThat(context).getBean(TelemetryPublisher.class).isInstanceOf(DeliveryEngine.class));
	}

	@Test
	void contextInATestShouldBeOff() {
		this.enabled.withPropertyValues("rustauth.telemetry.skip-test-check=false")
			.run((context) -> assertThat(context).getBean(TelemetryPublisher.class)
				.isInstanceOf(DisabledTelemetryPublisher.class));
	}

	@Test
	void contextWithoutMicrometerShouldStart() {
		this.enabled.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TelemetryPublisher.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive", "reactor.netty", "tools.jackson" })
	void contextWithoutTheClientShouldStartAndSayWhatToDo(String missing, CapturedOutput output) {
		this.enabled.withClassLoader(new Without(missing)).run((context) -> {
			assertThat(context).hasNotFailed()
				.getBean(TelemetryPublisher.class)
				.isInstanceOf(DisabledTelemetryPublisher.class);
			assertThat(output).contains("(OFF_MISCONFIGURED)")
				.contains("The class " + missing)
				.contains("rustauth-telemetry-spring-boot-starter");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive", "reactor.netty", "tools.jackson" })
	void contextWithoutTheClientButWithASinkShouldBeOn(String missing) {
		this.enabled.withClassLoader(new Without(missing))
			.withBean(TelemetrySink.class, () -> TelemetrySink.blocking((event) -> {
			}))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(TelemetryPublisher.class)
				.isInstanceOf(DeliveryEngine.class));
	}

	@Test
	void metersShouldBeThereWhenOnAndAbsentWhenOff() {
		this.enabled.run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			assertThat(registry.find("rustauth.telemetry.queue.capacity").gauge()).isNotNull();
		});
		this.runner.run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			assertThat(registry.getMeters()).isEmpty();
		});
	}

	@Test
	void endpointShouldBeThereOnlyWhereItIsExposed() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(RustAuthTelemetryEndpoint.class));
		ApplicationContextRunner exposed = this.runner.withPropertyValues(
				"management.endpoints.jmx.exposure.include=rustauthtelemetry", "spring.jmx.enabled=true");
		exposed.run((context) -> assertThat(context).hasSingleBean(RustAuthTelemetryEndpoint.class));
		exposed.withPropertyValues("management.endpoint.rustauthtelemetry.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(RustAuthTelemetryEndpoint.class));
	}

	@Test
	void contextWithoutActuatorShouldStart() {
		this.enabled
			.withPropertyValues("management.endpoints.jmx.exposure.include=rustauthtelemetry",
					"spring.jmx.enabled=true")
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TelemetryPublisher.class)
				.doesNotHaveBean("rustAuthTelemetryEndpoint"));
	}

	@Test
	void contextWithoutEndpointShouldKeepNoEvents() {
		this.enabled.withBean(TelemetrySink.class, () -> TelemetrySink.blocking((event) -> {
		})).run((context) -> {
			DeliveryEngine engine = (DeliveryEngine) context.getBean(TelemetryPublisher.class);
			engine.publish("own", Map.of());
			engine.shutdown((timer) -> Mono.just(new InitEvent("id", Map.of()))).block(Duration.ofSeconds(10));
			assertThat(engine.ledger().total().delivered()).isEqualTo(2);
			assertThat(engine.history().lastSuccess()).isNotNull();
			assertThat(engine.history().recent()).isEmpty();
		});
	}

	@Test
	void propertiesShouldNeverShowASecret() {
		this.enabled
			.withPropertyValues("rustauth.telemetry.anonymous-id.key=hunter2",
					"rustauth.telemetry.http.headers.Authorization=Bearer hunter2",
					"rustauth.telemetry.endpoint=http://user:hunter2@127.0.0.1:1/hunter2?hunter2")
			.run((context) -> assertThat(context.getBean(RustAuthTelemetryProperties.class).toString())
				.doesNotContain("hunter2")
				.contains("Authorization"));
	}

	@Test
	void publishWhenOffShouldAcceptAnything() {
		this.runner.run((context) -> {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			publisher.publish("own", Map.of());
			publisher.publish(null);
			publisher.publish(null, null);
		});
	}

	/**
	 * Hides a package, classes and resources alike.
	 */
	private static final class Without extends FilteredClassLoader {

		private final String path;

		Without(String packageName) {
			super(packageName);
			this.path = packageName.replace('.', '/');
		}

		@Override
		public URL getResource(String name) {
			return (name.startsWith(this.path)) ? null : super.getResource(name);
		}

		@Override
		public InputStream getResourceAsStream(String name) {
			return (name.startsWith(this.path)) ? null : super.getResourceAsStream(name);
		}

	}

}
