package dev.rustauth.telemetry.compatibility;

import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps the application's blocking client what it would be without the starter. Spring
 * Boot picks it by what is on the class path, Reactor Netty before the JDK's, and the
 * starter brings Reactor Netty. Where nothing else seems to have brought it, the default
 * becomes the JDK's, as a default property: anything else that is set wins.
 * <p>
 * Runs on the thread of the start. Classes are looked for as resources, without being
 * loaded. On Spring Boot 3 nothing tells who brought it, so there this isn't used.
 */
final class BlockingHttpClientDefault {

	static final String PROPERTY = "spring.http.clients.imperative.factory";

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** What is picked before Reactor Netty. */
	private static final List<String> FIRST = List.of("org.apache.hc.client5.http.impl.classic.HttpClients",
			"org.eclipse.jetty.client.HttpClient");

	/**
	 * What comes along with Reactor Netty unless it is the starter that brings it: Spring
	 * Boot's modules for it and for WebClient, and what the starter leaves out.
	 */
	private static final List<String> WANTED = List.of(
			"org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory",
			"org.springframework.boot.webclient.WebClientCustomizer", "io.netty.channel.epoll.Epoll");

	private BlockingHttpClientDefault() {
	}

	static void keep(ConfigurableEnvironment environment, ClassLoader classLoader) {
		if (environment.containsProperty(PROPERTY) || !isPresent("reactor.netty.http.client.HttpClient", classLoader)
				|| FIRST.stream().anyMatch((name) -> isPresent(name, classLoader))
				|| WANTED.stream().anyMatch((name) -> isPresent(name, classLoader))) {
			return;
		}
		DefaultPropertiesPropertySource.addOrMerge(Map.of(PROPERTY, "jdk"), environment.getPropertySources());
		logger.debug("RustAuth telemetry brings Reactor Netty; for RestClient the default stays: " + PROPERTY + "=jdk");
	}

	private static boolean isPresent(String name, ClassLoader classLoader) {
		return classLoader.getResource(name.replace('.', '/') + ".class") != null;
	}

}
