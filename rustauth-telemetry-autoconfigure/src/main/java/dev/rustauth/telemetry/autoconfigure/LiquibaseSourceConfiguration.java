package dev.rustauth.telemetry.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.rustauth.telemetry.sources.MigrationRuns;
import dev.rustauth.telemetry.sources.MigrationSources;

/**
 * Has Liquibase tell how an update went. Its single customizer belongs to the
 * application, so a post-processor puts ours behind it.
 */
@Configuration(proxyBeanMethods = false)
@Import(MigrationRunsConfiguration.class)
class LiquibaseSourceConfiguration {

	@Bean
	static BeanPostProcessor rustAuthLiquibaseListener(ObjectProvider<MigrationRuns> runs) {
		return MigrationSources.liquibase(runs::getObject);
	}

}
