package dev.rustauth.telemetry.compatibility;

import java.util.HashMap;
import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Sets a property with lower precedence than everything that the application sets. Spring
 * Boot's own class for this is in another package on each line, and moves the properties
 * to the end before they are read.
 */
final class DefaultProperty {

	/** The name of Spring Boot's property source of default properties. */
	private static final String DEFAULTS = "defaultProperties";

	private DefaultProperty() {
	}

	static void set(ConfigurableEnvironment environment, String property, String value) {
		MutablePropertySources sources = environment.getPropertySources();
		Map<String, Object> properties = new HashMap<>();
		if (sources.get(DEFAULTS) instanceof MapPropertySource existing) {
			properties.putAll(existing.getSource());
		}
		properties.put(property, value);
		MapPropertySource changed = new MapPropertySource(DEFAULTS, properties);
		if (sources.contains(DEFAULTS)) {
			// At once: the application may be reading.
			sources.replace(DEFAULTS, changed);
		}
		else {
			sources.addLast(changed);
		}
	}

}
