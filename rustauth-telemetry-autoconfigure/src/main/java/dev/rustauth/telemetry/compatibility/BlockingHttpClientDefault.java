package dev.rustauth.telemetry.compatibility;

import java.util.Collection;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.config.ClientLibraries;

/**
 * Keeps the application's blocking client as it would be without the starter. Spring Boot
 * picks it from the class path, Reactor Netty before the JDK's, and the starter brings
 * Reactor Netty. If the application doesn't use that itself, a default property selects
 * what would have been picked next; any other setting wins.
 * <p>
 * Runs on the main thread during startup. Classes are looked up as resources, without
 * loading them.
 */
final class BlockingHttpClientDefault {

	static final String PROPERTY = "spring.http.clients.imperative.factory";

	/** The same on Spring Boot 3.5. */
	static final String PROPERTY_OF_3 = "spring.http.client.factory";

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

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
		DefaultProperty.set(environment, property, factory);
		logger.debug("RustAuth telemetry brings Reactor Netty; for RestClient the default stays: " + property + "="
				+ factory);
	}

}
