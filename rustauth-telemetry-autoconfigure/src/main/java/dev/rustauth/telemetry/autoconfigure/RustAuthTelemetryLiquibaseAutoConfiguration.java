package dev.rustauth.telemetry.autoconfigure;

import liquibase.integration.spring.Customizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
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
 * Has Liquibase tell how an update went. Its single customizer belongs to the
 * application, so a post-processor puts ours behind it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RustAuthTelemetryAutoConfiguration.class)
@ConditionalOnClass(Customizer.class)
@ConditionalOnBean(DeliveryControl.class)
@Conditional(MigrationsAskedFor.class)
@Import(MigrationRunsConfiguration.class)
public class RustAuthTelemetryLiquibaseAutoConfiguration {

	@Bean
	static BeanPostProcessor rustAuthLiquibaseListener(ObjectProvider<MigrationRuns> runs) {
		return MigrationSources.liquibase(runs::getObject);
	}

}
