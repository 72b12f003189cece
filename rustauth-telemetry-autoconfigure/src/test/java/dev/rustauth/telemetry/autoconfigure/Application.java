package dev.rustauth.telemetry.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;

/**
 * Starts a real {@link SpringApplication} with a process environment of the test's
 * choice.
 */
final class Application {

	private final Map<String, Object> variables = new LinkedHashMap<>();

	private final Map<String, Object> systemProperties = new LinkedHashMap<>();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final Class<?>[] sources;

	private Application(Class<?>... sources) {
		this.sources = sources;
		this.properties.put("spring.main.banner-mode", "off");
		this.properties.put("spring.application.name", "my-app");
	}

	/**
	 * An application whose tests telemetry takes for real life.
	 */
	static Application of(Class<?>... sources) {
		return new Application(sources).property("rustauth.telemetry.skip-test-check", "true");
	}

	static Application inTest(Class<?>... sources) {
		return new Application(sources);
	}

	Application variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	Application systemProperty(String name, String value) {
		this.systemProperties.put(name, value);
		return this;
	}

	Application property(String name, Object value) {
		this.properties.put(name, value);
		return this;
	}

	SpringApplication build() {
		StandardEnvironment environment = new StandardEnvironment();
		this.systemProperties.forEach(environment.getSystemProperties()::putIfAbsent);
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, this.variables));
		SpringApplication application = new SpringApplication(this.sources);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment);
		application.setDefaultProperties(this.properties);
		application.setRegisterShutdownHook(false);
		return application;
	}

	ConfigurableApplicationContext run(String... args) {
		return build().run(args);
	}

	/**
	 * The engine of an application whose telemetry is on.
	 */
	static DeliveryEngine engine(ApplicationContext context) {
		return (DeliveryEngine) context.getBean(DeliveryControl.class).engine();
	}

	/**
	 * The names of the threads that telemetry has now.
	 */
	static List<String> telemetryThreads() {
		Thread[] threads = new Thread[Thread.activeCount() + 50];
		int count = Thread.enumerate(threads);
		return Arrays.stream(threads, 0, count)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rustauth-telemetry"))
			.toList();
	}

	/**
	 * Nothing but the starter.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, RustAuthTelemetryAutoConfiguration.class })
	static class Plain {

	}

	/**
	 * The starter and a sink.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, RustAuthTelemetryAutoConfiguration.class })
	static class WithSink {

		@Bean
		RecordingSink sink() {
			return new RecordingSink();
		}

	}

}
