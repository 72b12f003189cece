package dev.rustauth.telemetry.migrations;

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

/**
 * Has Liquibase report how an update ended. Its single customizer belongs to the
 * application, so a post-processor adds ours after it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration")
@ConditionalOnClass(Customizer.class)
@ConditionalOnBean(DeliveryControl.class)
@Conditional(MigrationConfiguration.OnReporting.class)
@Import(MigrationConfiguration.class)
public class RustAuthTelemetryLiquibaseAutoConfiguration {

	@Bean
	static BeanPostProcessor rustAuthLiquibaseListener(ObjectProvider<MigrationRuns> runs) {
		return new LiquibaseRuns(runs::getObject);
	}

}
