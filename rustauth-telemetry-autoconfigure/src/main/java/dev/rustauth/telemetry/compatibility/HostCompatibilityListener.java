package dev.rustauth.telemetry.compatibility;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps an application as it would be without the starter. Spring Boot 4 would pick
 * another blocking client for it. Spring Boot 3 takes every application for a reactive
 * web application that has {@code spring-webflux} on its class path, which the starter's
 * client needs: a server would start, and the JVM would never exit.
 * <p>
 * Runs on the main thread during startup, after logging is set up, and before Spring Boot
 * binds {@code spring.main}: {@code spring.main.web-application-type} has the last word.
 */
final class HostCompatibilityListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	/** Of the module of Spring Boot that picks the clients. */
	private static final String HTTP_CLIENTS = "org/springframework/boot/http/client/ClientHttpRequestFactoryBuilder.class";

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		SpringApplication application = event.getSpringApplication();
		boolean three = isThree(SpringBootVersion.getVersion());
		if (three) {
			WebApplicationTypeCorrection.correct(application, event.getEnvironment());
		}
		List<String> sources = sources(application);
		application.addInitializers(new UnaskedBeanRemoval(sources));
		if (application.getClassLoader().getResource(HTTP_CLIENTS) != null) {
			HttpClientDefault.keepAll(three, event.getEnvironment(), sources, application.getClassLoader());
		}
	}

	private static List<String> sources(SpringApplication application) {
		return application.getAllSources()
			.stream()
			.map((source) -> (source instanceof Class<?> type) ? type.getName() : source.toString())
			.toList();
	}

	static boolean isThree(@Nullable String version) {
		return version != null && version.startsWith("3.");
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
