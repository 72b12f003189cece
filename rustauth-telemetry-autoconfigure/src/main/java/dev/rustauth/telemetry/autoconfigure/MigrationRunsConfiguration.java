package dev.rustauth.telemetry.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.sources.MigrationRuns;

/**
 * What Flyway and Liquibase write to. Asks for telemetry only when one of them has run.
 */
@Configuration(proxyBeanMethods = false)
class MigrationRunsConfiguration {

	@Bean
	@Lazy
	static MigrationRuns rustAuthMigrationRuns(ObjectProvider<RustAuthTelemetryProperties> properties,
			ObjectProvider<DeliveryControl> control) {
		return new MigrationRuns(
				() -> properties.getObject().sources().migrations().enabled() && control.getObject().isOn());
	}

}
