package dev.rustauth.telemetry.autoconfigure;

import org.flywaydb.core.api.callback.Callback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.sources.MigrationRuns;
import dev.rustauth.telemetry.sources.MigrationSources;

/**
 * Has Flyway, which calls every callback bean, tell how a migration went.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RustAuthTelemetryAutoConfiguration.class)
@ConditionalOnClass(Callback.class)
@ConditionalOnBean(DeliveryControl.class)
@Conditional(MigrationsAskedFor.class)
@Import(MigrationRunsConfiguration.class)
public class RustAuthTelemetryFlywayAutoConfiguration {

	@Bean
	Callback rustAuthFlywayCallback(MigrationRuns runs) {
		return MigrationSources.flyway(runs);
	}

}
