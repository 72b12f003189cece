package dev.rustauth.telemetry.compatibility;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.config.ClientLibraries;

/**
 * Keeps the application's blocking client what it would be without the starter. Spring
 * Boot picks it by what is on the class path, Reactor Netty before the JDK's, and the
 * starter brings Reactor Netty. Where the application doesn't use that itself, the
 * default becomes what would have been picked next, as a default property: anything else
 * that is set wins.
 * <p>
 * Runs on the thread of the start. Classes are looked for as resources, without being
 * loaded.
 */
final class BlockingHttpClientDefault {

	static final String PROPERTY = "spring.http.clients.imperative.factory";

	/** The same on Spring Boot 3.5. */
	static final String PROPERTY_OF_3 = "spring.http.client.factory";

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** The name of Spring Boot's property source of default properties. */
	private static final String DEFAULTS = "defaultProperties";

	/** What is picked before Reactor Netty. */
	private static final List<String> FIRST = List.of("org.apache.hc.client5.http.impl.classic.HttpClients",
			"org.eclipse.jetty.client.HttpClient");

	private BlockingHttpClientDefault() {
	}

	static void keep(String property, ConfigurableEnvironment environment, Collection<String> sources,
			ClassLoader classLoader) {
		if (environment.containsProperty(property)
				|| !ReactiveClientUsage.isPresent(ClientLibraries.PREFERRED, classLoader)
				|| FIRST.stream().anyMatch((name) -> ReactiveClientUsage.isPresent(name, classLoader))
				|| ReactiveClientUsage.by(sources, classLoader)) {
			return;
		}
		// A module of the JDK's that a smaller Java runtime may lack.
		String factory = (ClassUtils.isPresent("java.net.http.HttpClient", classLoader)) ? "jdk" : "simple";
		setDefault(environment.getPropertySources(), property, factory);
		logger.debug("RustAuth telemetry brings Reactor Netty; for RestClient the default stays: " + property + "="
				+ factory);
	}

	/** Spring Boot's own way of doing this is in another package on each line. */
	private static void setDefault(MutablePropertySources sources, String property, String value) {
		Map<String, Object> properties = new HashMap<>();
		if (sources.get(DEFAULTS) instanceof MapPropertySource existing) {
			properties.putAll(existing.getSource());
		}
		properties.put(property, value);
		sources.remove(DEFAULTS);
		sources.addLast(new MapPropertySource(DEFAULTS, properties));
	}

}
