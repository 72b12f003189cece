package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Primary;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where events go: the endpoint, the log or a sink of the application.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class DestinationTests {

	@Test
	void endpointWithHighestPrecedenceShouldWinInWhicheverSpelling(CapturedOutput output) {
		Application.of(Plain.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "http://127.0.0.1:2/variable")
			.property("rustauth.telemetry.endpoint", "http://127.0.0.1:3/yaml")
			.run()
			.close();
		assertThat(output).contains("events go to http://127.0.0.1:2.");
		Application.of(Plain.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "http://127.0.0.1:2/variable")
			.run("--rustauth.telemetry.endpoint=http://127.0.0.1:4/argument")
			.close();
		assertThat(output).contains("events go to http://127.0.0.1:4.");
	}

	@Test
	void credentialsOverPlainHttpShouldBeWarnedOf(CapturedOutput output) {
		Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", "http://collector.invalid/x")
			.property("rustauth.telemetry.http.headers.Authorization", "Bearer hunter2")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "0s")
			.run()
			.close();
		assertThat(output).contains("without encryption").doesNotContain("hunter2");
	}

	@Test
	void debugShouldPrintInsteadOfSending(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", "http://127.0.0.1:1/x")
			.variable("RUSTAUTH_TELEMETRY_DEBUG", "yes")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of("answer", 42));
		}
		assertThat(output).contains("(ON_DEBUG)")
			.contains("telemetry event {\n  \"type\": \"init\"")
			.contains("\"answer\": 42");
	}

	@Test
	void debugWithCustomSinkShouldDoBoth(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.debug", "true")
			.run()) {
			assertThat(RecordingSink.of(context).awaitInit().type()).isEqualTo("init");
		}
		assertThat(output).contains("(ON_CUSTOM_SINK)").contains("telemetry event {\n  \"type\": \"init\"");
	}

	@Test
	void severalSinksShouldBeOffWithOneWarning(CapturedOutput output) {
		Application.of(WithSink.class, SecondSink.class).property("rustauth.telemetry.enabled", "true").run().close();
		assertThat(output).containsOnlyOnce("WARN").contains("(OFF_MISCONFIGURED)").contains("@Primary");
	}

	@Test
	void severalSinksWithOnePrimaryShouldUseThatOne() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, PrimarySink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(context.getBean("primarySink", RecordingSink.class).awaitInit().type()).isEqualTo("init");
			assertThat(context.getBean("sink", RecordingSink.class).events).isEmpty();
		}
	}

	@Test
	void fallbackSinkShouldGiveWay() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, FallbackSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(context.getBean("sink", RecordingSink.class).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void ownPublisherShouldReplaceEverything() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, OwnPublisher.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(context.getBeansOfType(TelemetryPublisher.class)).containsOnlyKeys("ownPublisher");
			assertThat(context.getBeansOfType(TelemetryLifecycle.class)).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class SecondSink {

		@Bean
		RecordingSink secondSink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimarySink {

		@Bean
		@Primary
		RecordingSink primarySink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FallbackSink {

		@Bean
		@Fallback
		RecordingSink fallbackSink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPublisher {

		@Bean
		TelemetryPublisher ownPublisher() {
			return new NoopTelemetryPublisher();
		}

	}

}
