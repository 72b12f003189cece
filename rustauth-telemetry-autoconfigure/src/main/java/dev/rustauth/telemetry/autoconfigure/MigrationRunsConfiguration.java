package dev.rustauth.telemetry.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.sources.MigrationRuns;

/**
 * What Flyway and Liquibase write to. Asks for telemetry only when one of them has run.
 */
@Configuration(proxyBeanMethods = false)
class MigrationRunsConfiguration {

	static final String SWITCH = RustAuthTelemetryProperties.PREFIX + ".sources.migrations.enabled";

	@Bean
	@Lazy
	static MigrationRuns rustAuthMigrationRuns(ConfigurableEnvironment environment,
			ObjectProvider<DeliveryControl> control) {
		return new MigrationRuns(() -> PropertyReader.isTrue(environment, SWITCH) && control.getObject().isOn());
	}

}
