package dev.rustauth.telemetry.migrations;

import org.flywaydb.core.api.callback.Callback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * Registers a callback bean, by which Flyway reports how a migration ended.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration")
@ConditionalOnClass(Callback.class)
@ConditionalOnBean(DeliveryControl.class)
@Conditional(MigrationConfiguration.OnReporting.class)
@Import(MigrationConfiguration.class)
public class RustAuthTelemetryFlywayAutoConfiguration {

	@Bean
	Callback rustAuthFlywayCallback(MigrationRuns runs) {
		return FlywayRuns.callback(runs);
	}

}
