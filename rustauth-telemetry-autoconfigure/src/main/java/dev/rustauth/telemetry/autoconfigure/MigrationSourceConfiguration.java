package dev.rustauth.telemetry.autoconfigure;

import liquibase.integration.spring.Customizer;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.api.callback.Callback;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.sources.MigrationRuns;
import dev.rustauth.telemetry.sources.MigrationSources;

/**
 * Has Flyway and Liquibase tell how a migration went.
 */
@Configuration(proxyBeanMethods = false)
class MigrationSourceConfiguration {

	/**
	 * What both write to.
	 */
	@Configuration(proxyBeanMethods = false)
	static class BooksConfiguration {

		@Bean
		@Lazy
		MigrationRuns rustAuthMigrationRuns(ObjectProvider<RustAuthTelemetryProperties> properties,
				ObjectProvider<DeliveryControl> control) {
			return new MigrationRuns(
					() -> properties.getObject().sources().migrations().enabled() && control.getObject().isOn());
		}

	}

	/**
	 * Flyway calls every callback bean.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Callback.class)
	@Import(BooksConfiguration.class)
	static class FlywayConfiguration {

		@Bean
		Callback rustAuthFlywayCallback(MigrationRuns runs) {
			return MigrationSources.flyway(runs);
		}

	}

	/**
	 * Liquibase takes a single customizer, which belongs to the application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SpringLiquibase.class, Customizer.class })
	@Import(BooksConfiguration.class)
	static class LiquibaseConfiguration {

		@Bean
		static BeanPostProcessor rustAuthLiquibaseListener(ObjectProvider<MigrationRuns> runs) {
			return MigrationSources.liquibase(runs::getObject);
		}

	}

}
