package dev.rustauth.telemetry.integration.contexts;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/**
 * The application as a servlet container starts it.
 */
public final class WarApplication extends SpringBootServletInitializer {

	/** Where to send to: a container gives an application no arguments. */
	static final String ENDPOINT = "odd.endpoint";

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
		String endpoint = System.getProperty(ENDPOINT);
		return builder.sources(OddApplication.class)
			.properties("rustauth.telemetry.enabled=" + (endpoint != null), "rustauth.telemetry.skip-test-check=true",
					"rustauth.telemetry.endpoint=" + endpoint, "spring.main.banner-mode=off",
					"spring.jmx.enabled=false");
	}

}
