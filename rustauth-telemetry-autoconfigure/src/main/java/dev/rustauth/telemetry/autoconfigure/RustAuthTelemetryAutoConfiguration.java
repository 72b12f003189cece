package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * Auto-configuration of RustAuth telemetry.
 * <p>
 * No condition here depends on a switch: whether anything may leave is decided at run
 * time, because ahead-of-time processing would freeze a condition. It backs off if the
 * application defines a {@link TelemetryPublisher}.
 * <p>
 * Beans are injected by interface and their classes aren't final, so that applications
 * can create proxies of either kind, mocks and spies.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnMissingBean(TelemetryPublisher.class)
public class RustAuthTelemetryAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	TelemetryLifecycle rustAuthTelemetryLifecycle(ConfigurableApplicationContext context) {
		return new TelemetryLifecycle(context);
	}

	@Bean
	TelemetryPublisher rustAuthTelemetryPublisher(DeliveryControl control) {
		TelemetryPublisher engine = control.engine();
		return (engine != null) ? new EngineTelemetryPublisher(engine) : new NoopTelemetryPublisher();
	}

	@Bean
	TelemetryConfigSource rustAuthTelemetryConfigSource(DeliveryControl control) {
		return new InitConfigSource(control);
	}

	/**
	 * Provides the config snapshot of {@code init}. A separate bean, so that a test can
	 * replace just this one with a mock.
	 */
	static class InitConfigSource implements TelemetryConfigSource {

		private final DeliveryControl control;

		InitConfigSource(DeliveryControl control) {
			this.control = control;
		}

		@Override
		public CompletableFuture<Map<String, @Nullable Object>> config() {
			return this.control.config();
		}

	}

}
