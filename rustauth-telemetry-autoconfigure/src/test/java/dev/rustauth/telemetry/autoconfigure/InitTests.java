package dev.rustauth.telemetry.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the {@code init} event of an application holds, and what is left of it when a part
 * fails.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class InitTests {

	@Test
	void runWhenEnabledShouldSendInitOnceReady(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.base-url", "https://app.example.com")
			.run()) {
			TelemetryEvent init = RecordingSink.of(context).awaitInit();
			assertThat(init.type()).isEqualTo("init");
			assertThat(init.anonymousId()).isEqualTo("S4DKou72PjpOzYpxpF6mz0Qghrd7gCdYUi3nwfQm9S4=");
			assertThat(init.payload().keySet()).map(Object::toString)
				.containsExactly("config", "runtime", "database", "framework", "environment", "systemInfo",
						"packageManager");
			assertThat(output).containsOnlyOnce("RustAuth telemetry is on (ON_CUSTOM_SINK)")
				.contains("To switch it off, set RUSTAUTH_TELEMETRY=false");
		}
	}

	@Test
	void initShouldNotBeMadeOnTheMainThread() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, DetectingThread.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			RecordingSink sink = RecordingSink.of(context);
			sink.awaitInit();
			assertThat(sink.threads).allMatch((name) -> name.startsWith("rustauth-telemetry-sink"));
			assertThat(sink.events.get(0).payload().get("database").toString()).contains("rustauth-telemetry-init");
		}
	}

	@Test
	void boundOptionsShouldBeReported() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.plugins", "two-factor,passkey")
			.property("rustauth.social-providers.github.scope", "read:user")
			.run()) {
			Map<?, ?> config = (Map<?, ?>) RecordingSink.of(context).awaitInit().payload().get("config");
			assertThat(config.get("plugins")).isEqualTo(List.of("two-factor", "passkey"));
			assertThat(config.get("socialProviders").toString()).contains("github");
		}
	}

	@Test
	void ownOptionsShouldReplaceTheBoundOnesAndCustomizersRefineThem() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, OwnOptions.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.plugins", "bound")
			.run()) {
			Map<?, ?> config = (Map<?, ?>) RecordingSink.of(context).awaitInit().payload().get("config");
			assertThat(config.get("plugins")).isEqualTo(List.of("own"));
			assertThat(config.get("secondaryStorage")).isEqualTo(true);
		}
	}

	@Test
	void oauthOffShouldReportNoSocialProviders() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.oauth.enabled", "false")
			.property("rustauth.social-providers.github.scope", "read:user")
			.run()) {
			Map<?, ?> config = (Map<?, ?>) RecordingSink.of(context).awaitInit().payload().get("config");
			assertThat(config.get("socialProviders")).isEqualTo(List.of());
		}
	}

	@Test
	void ownDetectorAndPayloadCustomizerShouldBeUsed() {
		try (ConfigurableApplicationContext context = Application
			.of(WithSink.class, OwnDetector.class, RemovingCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Map<?, ?> payload = RecordingSink.of(context).awaitInit().payload();
			assertThat(payload.get("database")).isEqualTo(Map.of("name", "mine", "version", "1"));
			assertThat(payload.containsKey("systemInfo")).isFalse();
			assertThat(((Map<?, ?>) payload.get("config")).get("database")).isEqualTo("mine");
		}
	}

	@Test
	void strictRedactionShouldCloseWhatDetectorsAndOptionsSay() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, OwnDetector.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.redaction", "strict")
			.property("rustauth.telemetry.context.adapter", "acme-store")
			.property("rustauth.plugins", "passkey,acme-login")
			.run()) {
			Map<?, ?> payload = RecordingSink.of(context).awaitInit().payload();
			assertThat(payload.get("database")).isEqualTo(Map.of("name", "other", "version", "1"));
			assertThat((Map<?, ?>) payload.get("config")).extracting("database", "adapter", "plugins")
				.containsExactly("other", "other", List.of("passkey", "other"));
		}
	}

	@Test
	void detectorThatThrowsShouldCostItsOwnPartOnly() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingDetector.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Map<?, ?> payload = RecordingSink.of(context).awaitInit().payload();
			assertThat(payload.containsKey("database")).isTrue();
			assertThat(payload.get("database")).isNull();
			assertThat(payload.get("runtime")).isNotNull();
			assertThat(payload.get("config")).isNotNull();
		}
	}

	@Test
	void detectorThatHangsShouldCostItsOwnPartOnly() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, HangingDetector.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Map<?, ?> payload = RecordingSink.of(context).awaitInit().payload();
			assertThat(payload.get("database")).isNull();
			assertThat(payload.get("packageManager")).isNotNull();
		}
	}

	@Test
	void anonymousIdGeneratorThatThrowsShouldGiveARandomId() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingGenerator.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(RecordingSink.of(context).awaitInit().anonymousId()).matches("[A-Za-z0-9]{32}");
		}
	}

	@Test
	void optionsCustomizerThatThrowsShouldNotPassForAnotherDeployment(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingOptionsCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.base-url", "https://app.example.com")
			.run()) {
			TelemetryEvent init = RecordingSink.of(context).awaitInit();
			assertThat(init.anonymousId()).matches("[A-Za-z0-9]{32}");
			assertThat(init.payload().get("config")).isNull();
		}
		assertThat(output).containsOnlyOnce("WARN")
			.contains("RustAuthOptionsCustomizer")
			.doesNotContain("secret detail");
	}

	@Test
	void payloadCustomizerThatThrowsShouldPreventInit() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			assertThat(RecordingSink.of(context).await(1)).singleElement()
				.extracting(TelemetryEvent::type)
				.isEqualTo("own");
			DeliveryEngine engine = Application.engine(context);
			assertThat(engine.statistics().ledger().types().get("init").dropped())
				.containsOnlyKeys(DropReason.INIT_FAILED);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingOptionsCustomizer {

		@Bean
		RustAuthOptionsCustomizer throwingOptionsCustomizer() {
			return (builder) -> {
				throw new IllegalStateException("secret detail");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnOptions {

		@Bean
		RustAuthOptions ownOptions() {
			return RustAuthOptions.builder().plugins("own").build();
		}

		@Bean
		RustAuthOptionsCustomizer optionsCustomizer() {
			return (builder) -> builder.secondaryStorage(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DetectingThread {

		@Bean
		DatabaseDetector detectingThread() {
			return () -> new NamedVersion(Thread.currentThread().getName(), null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetector {

		@Bean
		DatabaseDetector ownDetector() {
			return () -> new NamedVersion("mine", "1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingDetector {

		@Bean
		DatabaseDetector throwingDetector() {
			return () -> {
				throw new NoClassDefFoundError("whatever");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingGenerator {

		@Bean
		AnonymousIdGenerator throwingGenerator() {
			return (baseUrl) -> {
				throw new IllegalStateException("no");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingDetector {

		@Bean
		DatabaseDetector hangingDetector() {
			return () -> {
				while (!Thread.currentThread().isInterrupted()) {
					Thread.onSpinWait();
				}
				return null;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RemovingCustomizer {

		@Bean
		InitPayloadCustomizer removing() {
			return (payload) -> payload.remove("systemInfo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingCustomizer {

		@Bean
		InitPayloadCustomizer throwing() {
			return (payload) -> {
				throw new IllegalStateException("no");
			};
		}

	}

}
