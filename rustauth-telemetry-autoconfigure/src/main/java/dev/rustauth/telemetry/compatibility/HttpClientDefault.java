package dev.rustauth.telemetry.compatibility;

import java.util.Collection;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.config.ClientLibraries;

/**
 * Keeps the application's HTTP clients as they would be without the starter. Spring Boot
 * picks them from the class path, Reactor Netty before the JDK's, and the starter brings
 * Reactor Netty. If the application doesn't use that itself, a default property selects
 * what would have been picked next; any other setting wins.
 * <p>
 * Runs on the main thread during startup. Classes are looked up as resources, without
 * loading them, except for one that belongs to a module of the JDK.
 */
enum HttpClientDefault {

	/** The client of {@code RestClient} and {@code RestTemplate}. */
	BLOCKING("spring.http.clients.imperative.factory", "spring.http.client.factory"),

	/**
	 * The connector of {@code WebClient}. Spring Boot makes one wherever Reactor is, and
	 * only applications with Reactor of their own keep it.
	 */
	REACTIVE("spring.http.clients.reactive.connector", "spring.http.reactiveclient.connector");

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** What Spring Boot picks before Reactor Netty. */
	private static final List<String> FIRST = List.of("org.apache.hc.client5.http.impl.classic.HttpClients",
			"org.eclipse.jetty.client.HttpClient");

	private final String property;

	private final String propertyOf3;

	/**
	 * A client.
	 * @param property what it can be set by
	 * @param propertyOf3 the same on Spring Boot 3.5
	 */
	HttpClientDefault(String property, String propertyOf3) {
		this.property = property;
		this.propertyOf3 = propertyOf3;
	}

	static void keepAll(boolean three, ConfigurableEnvironment environment, Collection<String> sources,
			ClassLoader classLoader) {
		for (HttpClientDefault client : values()) {
			client.keep(three, environment, sources, classLoader);
		}
	}

	void keep(boolean three, ConfigurableEnvironment environment, Collection<String> sources, ClassLoader classLoader) {
		String property = property(three);
		if (environment.containsProperty(property)
				|| !ReactiveClientUsage.isPresent(ClientLibraries.PREFERRED, classLoader)
				|| ReactiveClientUsage.by(sources, classLoader)) {
			return;
		}
		String next = (this == BLOCKING) ? blocking(classLoader) : reactive(sources, classLoader);
		if (next != null) {
			DefaultProperty.set(environment, property, next);
			logger.debug("RustAuth telemetry brings Reactor Netty; the default stays: " + property + "=" + next);
		}
	}

	String property(boolean three) {
		return (three) ? this.propertyOf3 : this.property;
	}

	private static @Nullable String blocking(ClassLoader classLoader) {
		if (FIRST.stream().anyMatch((name) -> ReactiveClientUsage.isPresent(name, classLoader))) {
			return null;
		}
		return (hasJdkClient(classLoader)) ? "jdk" : "simple";
	}

	private static @Nullable String reactive(Collection<String> sources, ClassLoader classLoader) {
		if (!ReactiveClientUsage.ofReactor(sources, classLoader)) {
			return null;
		}
		if (ReactiveClientUsage.isPresent("org.eclipse.jetty.reactive.client.ReactiveRequest", classLoader)) {
			return "jetty";
		}
		if (ReactiveClientUsage.isPresent("org.apache.hc.core5.reactive.ReactiveResponseConsumer", classLoader)) {
			return "http-components";
		}
		return (hasJdkClient(classLoader)) ? "jdk" : null;
	}

	/**
	 * Whether there is the module that a smaller Java runtime may lack.
	 */
	private static boolean hasJdkClient(ClassLoader classLoader) {
		return ClassUtils.isPresent("java.net.http.HttpClient", classLoader);
	}

}
