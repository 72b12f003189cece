package dev.rustauth.telemetry.autoconfigure;

import org.flywaydb.core.api.callback.Callback;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.rustauth.telemetry.sources.MigrationRuns;
import dev.rustauth.telemetry.sources.MigrationSources;

/**
 * Has Flyway, which calls every callback bean, tell how a migration went.
 */
@Configuration(proxyBeanMethods = false)
@Import(MigrationRunsConfiguration.class)
class FlywaySourceConfiguration {

	@Bean
	static Callback rustAuthFlywayCallback(MigrationRuns runs) {
		return MigrationSources.flyway(runs);
	}

}
