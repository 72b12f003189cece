package dev.rustauth.telemetry.compatibility;

import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

/**
 * Turns a Spring Boot 3 application that is reactive only because of the starter back
 * into one without a web server, or into one with servlets and without Spring MVC. In
 * doubt nothing is changed; if nothing in the application serves HTTP, one log line says
 * what to set.
 */
final class WebApplicationTypeCorrection {

	private static final String TYPE = "spring.main.web-application-type";

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private WebApplicationTypeCorrection() {
	}

	static void correct(SpringApplication application, ConfigurableEnvironment environment) {
		if (application.getWebApplicationType() != WebApplicationType.REACTIVE || environment.containsProperty(TYPE)
				|| environment.getPropertySources().contains("Inlined Test Properties")) {
			return;
		}
		switch (WebFluxUsage.of(application.getClassLoader(), application.getAllSources())) {
			case SERVES -> logger.debug("This application serves HTTP with WebFlux");
			case SERVLETS -> {
				application.setWebApplicationType(WebApplicationType.SERVLET);
				logger.debug("Spring Boot 3 takes this application for a reactive one because RustAuth telemetry adds "
						+ "spring-webflux to the class path. It stays a servlet application, as it would without "
						+ "telemetry. Set " + TYPE + " to servlet to confirm that, or to reactive for WebFlux");
			}
			case UNCLEAR -> application.addListeners(new Report());
			case NONE -> {
				application.setWebApplicationType(WebApplicationType.NONE);
				logger.debug("Spring Boot 3 takes this application for a web application because RustAuth telemetry "
						+ "adds spring-webflux to the class path. It starts without a web server, as it would without "
						+ "telemetry. Set " + TYPE + " to none to confirm that, or to reactive to serve HTTP");
			}
		}
	}

	/**
	 * Checks, once the application is ready, whether anything in it serves HTTP.
	 */
	static final class Report implements ApplicationListener<ApplicationReadyEvent> {

		@Override
		public void onApplicationEvent(ApplicationReadyEvent event) {
			ApplicationContext context = event.getApplicationContext();
			if (context.getBeanNamesForAnnotation(Controller.class).length == 0 && routes(context).isEmpty()) {
				logger.info("This application runs a web server, perhaps only because RustAuth telemetry adds "
						+ "spring-webflux to the class path of Spring Boot 3. Set " + TYPE
						+ " to none to run without a web server, or to reactive to keep it");
			}
		}

		private static Map<String, ?> routes(ApplicationContext context) {
			ClassLoader classLoader = context.getClassLoader();
			return (ClassUtils.isPresent(WebFluxUsage.ROUTES, classLoader))
					? context.getBeansOfType(ClassUtils.resolveClassName(WebFluxUsage.ROUTES, classLoader)) : Map.of();
		}

	}

}
