package dev.rustauth.telemetry.docs;

import java.time.Duration;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.detect.FrameworkDetector;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.options.AdditionalField;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;
import dev.rustauth.telemetry.sink.TelemetryWebClientCustomizer;

/**
 * The Java examples of the documentation, so that they compile. The one of a test is
 * {@link TelemetryTests}.
 */
final class Examples {

	private Examples() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Options {

		// example: options
		@Bean
		RustAuthOptions rustAuthOptions() {
			return RustAuthOptions.builder()
				.baseUrl("https://shop.example.com")
				.emailAndPassword((login) -> login.enabled(true).minPasswordLength(12))
				.socialProvider("github", (github) -> github.scope("read:user", "user:email"))
				.plugins("passkey", "two-factor")
				.user((user) -> user.additionalField("birthday",
						(field) -> field.type(AdditionalField.Type.TIMESTAMP).required(false)))
				.session((session) -> session.expiresIn(Duration.ofDays(7)))
				.build();
		}
		// end

	}

	@Configuration(proxyBeanMethods = false)
	static class Refined {

		// example: customizer
		@Bean
		RustAuthOptionsCustomizer passkeys() {
			return (options) -> options.plugin("passkey");
		}
		// end

		// example: detector
		@Bean
		FrameworkDetector frameworkDetector() {
			return () -> new NamedVersion("spring-boot", null);
		}
		// end

		// example: payload
		@Bean
		InitPayloadCustomizer withoutSystemInfo() {
			return (payload) -> payload.remove("systemInfo");
		}
		// end

		// example: client
		@Bean
		TelemetryWebClientCustomizer telemetryTenant() {
			return (client) -> client.defaultHeader("X-Tenant", "shop");
		}
		// end

	}

	@Configuration(proxyBeanMethods = false)
	static class Blocking {

		// example: blocking
		@Bean
		TelemetrySink telemetrySink(AuditLog auditLog) {
			return TelemetrySink.blocking((event) -> auditLog.append(event.type(), event.payload()));
		}
		// end

	}

	@Configuration(proxyBeanMethods = false)
	static class Reactive {

		// example: reactive
		@Bean
		TelemetrySink telemetrySink(MessageBus bus) {
			return (event) -> Mono.deferContextual((context) -> {
				String key = context.get(TelemetrySink.IDEMPOTENCY_KEY);
				return bus.send(key, event);
			});
		}
		// end

	}

	// example: publish
	@Component
	class Migration {

		private final TelemetryPublisher telemetry;

		Migration(TelemetryPublisher telemetry) {
			this.telemetry = telemetry;
		}

		void migrated() {
			this.telemetry.publish("cli_migrate", Map.of("outcome", "migrated"));
		}

	}
	// end

	interface AuditLog {

		void append(String type, Map<String, ?> payload);

	}

	interface MessageBus {

		Mono<Void> send(String key, TelemetryEvent event);

	}

}
