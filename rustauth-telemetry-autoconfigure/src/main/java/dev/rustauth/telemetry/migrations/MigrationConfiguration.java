package dev.rustauth.telemetry.migrations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * The record of runs of Flyway and Liquibase, and its report. Telemetry is looked up only
 * when one of them has run.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class MigrationConfiguration {

	static final String SWITCH = RustAuthTelemetryProperties.PREFIX + ".sources.migrations.enabled";

	@Bean
	@Lazy
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MigrationRuns rustAuthMigrationRuns(ConfigurableEnvironment environment,
			ObjectProvider<DeliveryControl> control) {
		return new MigrationRuns(() -> PropertyReader.isTrue(environment, SWITCH) && control.getObject().isOn());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MigrationReport rustAuthMigrationReport(ConfigurableApplicationContext context,
			ObjectProvider<MigrationRuns> runs, ObjectProvider<TelemetryConfigSource> config,
			ObjectProvider<TelemetryPublisher> publisher) {
		return new MigrationReport(context, runs, config, publisher);
	}

}
