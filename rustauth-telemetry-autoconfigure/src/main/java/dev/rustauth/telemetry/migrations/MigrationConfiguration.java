package dev.rustauth.telemetry.migrations;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

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

	/**
	 * Whether migrations are, or may be, reported. Flyway and Liquibase do their work
	 * before anything can be decided, so without the switch they get no listener. Ahead
	 * of time, where conditions are frozen, the beans are always there, and the switch is
	 * read at run time.
	 */
	static final class OnReporting extends AnyNestedCondition {

		OnReporting() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		/**
		 * The switch is on.
		 */
		@ConditionalOnBooleanProperty(SWITCH)
		static final class Enabled {

		}

		/**
		 * The switch will be known at run time.
		 */
		@ConditionalOnBooleanProperty("spring.aot.processing")
		static final class AheadOfTime {

		}

	}

	/**
	 * What a native image has to keep so that Flyway and Liquibase, where they are, can
	 * tell how a migration went.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		private static final String FLYWAY = "org.flywaydb.core.api.callback.Callback";

		private static final String LIQUIBASE = "liquibase.integration.spring.SpringLiquibase";

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			if (ClassUtils.isPresent(FLYWAY, classLoader)) {
				hints.proxies().registerJdkProxy(TypeReference.of(FLYWAY));
			}
			if (ClassUtils.isPresent(LIQUIBASE, classLoader)) {
				LiquibaseRuns.registerHints(hints);
			}
		}

	}

}
