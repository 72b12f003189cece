package dev.rustauth.telemetry.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * Auto-configuration of RustAuth telemetry.
 * <p>
 * No condition here depends on a switch: whether anything may leave is decided at run
 * time, because ahead-of-time processing would freeze a condition. An application that
 * defines a {@link TelemetryPublisher} of its own gets nothing from here.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnMissingBean(TelemetryPublisher.class)
public final class RustAuthTelemetryAutoConfiguration {

	@Bean
	TelemetryLifecycle rustAuthTelemetryLifecycle(ConfigurableApplicationContext context) {
		return new TelemetryLifecycle(context);
	}

	@Bean
	TelemetryPublisher rustAuthTelemetryPublisher(TelemetryLifecycle lifecycle) {
		return lifecycle.publisher();
	}

}
