package dev.rustauth.telemetry.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.metrics.DeliveryMetrics;

/**
 * Auto-configuration of the meters, if Micrometer is present. While telemetry is off
 * there are no meters.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RustAuthTelemetryAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(DeliveryControl.class)
public class RustAuthTelemetryMetricsAutoConfiguration {

	@Bean
	MeterBinder rustAuthTelemetryMetrics(DeliveryControl control) {
		return (registry) -> {
			if (control.engine() instanceof DeliveryEngine engine) {
				new DeliveryMetrics(engine.statistics()).bindTo(registry);
			}
		};
	}

}
