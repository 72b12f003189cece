package dev.rustauth.telemetry.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps an application of Spring Boot 3 what it would be without the starter. That line
 * takes every application for a reactive web application that has {@code spring-webflux}
 * on its class path, which the starter's client needs: a server would start, and the JVM
 * never end. Spring Boot 4 asks for more; there, nothing is done here.
 * <p>
 * Runs on the thread of the start, after logging is set up, and before Spring Boot binds
 * {@code spring.main}: {@code spring.main.web-application-type} has the last word.
 */
final class WebApplicationTypeListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (isThree(SpringBootVersion.getVersion())) {
			ReactiveByAccident.mend(event.getSpringApplication(), event.getEnvironment());
		}
	}

	static boolean isThree(@Nullable String version) {
		return version != null && version.startsWith("3.");
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
