package dev.rustauth.telemetry.sample.collector;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says once, at the start, where to send events and where to look at them.
 */
@Component
class Welcome implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(Welcome.class);

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			String base = base(event.getApplicationContext().getEnvironment(), context.getWebServer().getPort());
			logger.info("The fleet is shown at %s/ - applications send to rustauth.telemetry.endpoint=%s/events"
				.formatted(base, base));
		}
	}

	/**
	 * As it is reached on this machine; a proxy in front of it has a name of its own.
	 */
	private static String base(Environment environment, int port) {
		boolean secure = environment.containsProperty("server.ssl.bundle")
				|| environment.containsProperty("server.ssl.key-store")
				|| environment.containsProperty("server.ssl.certificate");
		return "%s://localhost:%d%s".formatted((secure) ? "https" : "http", port,
				environment.getProperty("server.servlet.context-path", ""));
	}

}
