package dev.rustauth.telemetry.autoconfigure;

import java.nio.file.Path;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.detect.AdapterDetector;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.Detectors;
import dev.rustauth.telemetry.detect.EnvironmentDetector;
import dev.rustauth.telemetry.detect.FrameworkDetector;
import dev.rustauth.telemetry.detect.PackageManagerDetector;
import dev.rustauth.telemetry.detect.RuntimeDetector;
import dev.rustauth.telemetry.detect.SystemInfoDetector;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.sources.OptionsSource;
import dev.rustauth.telemetry.sources.SnapshotSources;
import dev.rustauth.telemetry.tripwire.SecretTripwire;

/**
 * Auto-configuration of RustAuth telemetry.
 * <p>
 * No condition here depends on a switch: whether anything may leave is decided at run
 * time, because ahead-of-time processing would freeze a condition. An application that
 * defines a {@link TelemetryPublisher} of its own gets nothing from here.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnMissingBean(TelemetryPublisher.class)
@EnableConfigurationProperties(RustAuthTelemetryProperties.class)
public final class RustAuthTelemetryAutoConfiguration {

	@Bean
	TelemetryLifecycle rustAuthTelemetryLifecycle(ConfigurableApplicationContext context,
			RustAuthTelemetryProperties properties) {
		return new TelemetryLifecycle(context, properties);
	}

	@Bean
	TelemetryPublisher rustAuthTelemetryPublisher(TelemetryLifecycle lifecycle) {
		return lifecycle.publisher();
	}

	/**
	 * Made when the first event leaves, or when somebody wants to preview one.
	 */
	@Bean
	@Lazy
	SecretTripwire rustAuthTelemetryTripwire(ConfigurableEnvironment environment,
			RustAuthTelemetryProperties properties) {
		return Tripwires.of(environment, properties);
	}

	/**
	 * The options as configured, unless the application has a bean of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(RustAuthOptions.class)
	@EnableConfigurationProperties(RustAuthOptions.class)
	static class BoundOptionsConfiguration {

	}

	/**
	 * The detectors, and the source that needs no library: made when {@code init} is, so
	 * never while telemetry is off.
	 */
	@Configuration(proxyBeanMethods = false)
	@Lazy
	static class DetectorConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RuntimeDetector rustAuthRuntimeDetector(Environment environment) {
			return Detectors.runtime(environment);
		}

		@Bean
		@ConditionalOnMissingBean
		DatabaseDetector rustAuthDatabaseDetector(Environment environment, ResourceLoader resourceLoader) {
			return Detectors.database(environment, classLoader(resourceLoader));
		}

		@Bean
		@ConditionalOnMissingBean
		FrameworkDetector rustAuthFrameworkDetector() {
			return Detectors.framework();
		}

		@Bean
		@ConditionalOnMissingBean
		EnvironmentDetector rustAuthEnvironmentDetector(Environment environment) {
			return Detectors.environment(environment);
		}

		@Bean
		@ConditionalOnMissingBean
		SystemInfoDetector rustAuthSystemInfoDetector(Environment environment) {
			return Detectors.systemInfo(environment, Path.of("/"));
		}

		@Bean
		@ConditionalOnMissingBean
		PackageManagerDetector rustAuthPackageManagerDetector(Environment environment) {
			return Detectors.packageManager(environment);
		}

		@Bean
		@ConditionalOnMissingBean
		AnonymousIdGenerator rustAuthAnonymousIdGenerator(Environment environment, ResourceLoader resourceLoader,
				RustAuthTelemetryProperties properties) {
			return Detectors.anonymousId(environment, classLoader(resourceLoader), properties.projectName(),
					properties.anonymousId().key());
		}

		@Bean
		@ConditionalOnMissingBean
		AdapterDetector rustAuthAdapterDetector(ConfigurableListableBeanFactory beanFactory) {
			return SnapshotSources.adapter(beanFactory);
		}

		@Bean
		OptionsSource rustAuthSessionSource(ApplicationContext context, ConfigurableListableBeanFactory beanFactory,
				RustAuthTelemetryProperties properties) {
			return (properties.sources().session().enabled()) ? SnapshotSources.session(context, beanFactory)
					: SnapshotSources.none();
		}

		private static ClassLoader classLoader(ResourceLoader resourceLoader) {
			ClassLoader classLoader = resourceLoader.getClassLoader();
			return (classLoader != null) ? classLoader : ClassLoader.getSystemClassLoader();
		}

	}

	/**
	 * Social providers from Spring Security.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.security.oauth2.client.registration.ClientRegistrationRepository")
	@Lazy
	static class OAuth2ClientSourceConfiguration {

		@Bean
		OptionsSource rustAuthOAuth2ClientSource(Environment environment, ConfigurableListableBeanFactory beanFactory,
				RustAuthTelemetryProperties properties) {
			return (properties.sources().oauth2Client().enabled())
					? SnapshotSources.oauth2Client(environment, beanFactory) : SnapshotSources.none();
		}

	}

	/**
	 * Runs of Flyway. It does its work before anything can be decided, so it is told of
	 * us only where somebody asked for that; whether that is used is decided at run time.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.flywaydb.core.api.callback.Callback")
	@ConditionalOnBooleanProperty("rustauth.telemetry.sources.migrations.enabled")
	@Import(FlywaySourceConfiguration.class)
	static class FlywayConfiguration {

	}

	/**
	 * Runs of Liquibase. It does its work before anything can be decided, so it is told
	 * of us only where somebody asked for that; whether that is used is decided at run
	 * time.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "liquibase.integration.spring.Customizer")
	@ConditionalOnBooleanProperty("rustauth.telemetry.sources.migrations.enabled")
	@Import(LiquibaseSourceConfiguration.class)
	static class LiquibaseConfiguration {

	}

	/**
	 * Runs of Flyway, ahead of time: there conditions are frozen, so everything is
	 * prepared, and the switch is read at run time.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.flywaydb.core.api.callback.Callback")
	@ConditionalOnBooleanProperty("spring.aot.processing")
	@Import(FlywaySourceConfiguration.class)
	static class FlywayAheadOfTimeConfiguration {

	}

	/**
	 * Runs of Liquibase, ahead of time: there conditions are frozen, so everything is
	 * prepared, and the switch is read at run time.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "liquibase.integration.spring.Customizer")
	@ConditionalOnBooleanProperty("spring.aot.processing")
	@Import(LiquibaseSourceConfiguration.class)
	static class LiquibaseAheadOfTimeConfiguration {

	}

}
