package dev.rustauth.telemetry.compatibility;

import java.util.Collection;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.config.ClientLibraries;

/**
 * Keeps the connector of the application's reactive clients what it would be without the
 * starter, as {@link BlockingHttpClientDefault} does for the blocking ones. Spring Boot
 * makes one wherever Reactor is, and only applications with Reactor of their own keep it.
 */
final class ReactiveHttpClientDefault {

	static final String PROPERTY = "spring.http.clients.reactive.connector";

	static final String PROPERTY_OF_3 = "spring.http.reactiveclient.connector";

	private ReactiveHttpClientDefault() {
	}

	static void keep(String property, ConfigurableEnvironment environment, Collection<String> sources,
			ClassLoader classLoader) {
		if (environment.containsProperty(property)
				|| !ReactiveClientUsage.isPresent(ClientLibraries.PREFERRED, classLoader)
				|| ReactiveClientUsage.by(sources, classLoader)
				|| !ReactiveClientUsage.ofReactor(sources, classLoader)) {
			return;
		}
		String connector = next(classLoader);
		if (connector != null) {
			DefaultProperty.set(environment, property, connector);
		}
	}

	/** What is picked where Reactor Netty isn't. */
	private static @Nullable String next(ClassLoader classLoader) {
		if (ReactiveClientUsage.isPresent("org.eclipse.jetty.reactive.client.ReactiveRequest", classLoader)) {
			return "jetty";
		}
		if (ReactiveClientUsage.isPresent("org.apache.hc.core5.reactive.ReactiveResponseConsumer", classLoader)) {
			return "http-components";
		}
		return (ClassUtils.isPresent("java.net.http.HttpClient", classLoader)) ? "jdk" : null;
	}

}
