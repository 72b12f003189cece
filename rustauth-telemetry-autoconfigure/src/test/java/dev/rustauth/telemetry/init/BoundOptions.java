package dev.rustauth.telemetry.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.rustauth.telemetry.options.RustAuthOptions;

/**
 * Binds options as an application does.
 */
final class BoundOptions {

	private BoundOptions() {
	}

	static RustAuthOptions of(Map<String, ?> properties) {
		return of(List.of(new MapPropertySource("test", new LinkedHashMap<>(properties))));
	}

	static RustAuthOptions ofEnvironmentVariables(Map<String, ?> variables) {
		return of(List.of(new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new LinkedHashMap<>(variables))));
	}

	static RustAuthOptions of(List<? extends PropertySource<?>> sources) {
		AtomicReference<RustAuthOptions> options = new AtomicReference<>();
		new ApplicationContextRunner().withUserConfiguration(Binding.class).withInitializer((context) -> {
			MutablePropertySources environment = context.getEnvironment().getPropertySources();
			environment.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
			sources.forEach(environment::addLast);
		}).run((context) -> options.set(context.getBean(RustAuthOptions.class)));
		return options.get();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RustAuthOptions.class)
	static class Binding {

	}

}
