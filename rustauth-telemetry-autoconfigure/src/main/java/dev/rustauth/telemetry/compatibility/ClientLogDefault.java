package dev.rustauth.telemetry.compatibility;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.Internal;

/**
 * Keeps Reactor Netty from logging a WARN with a stack trace for every connection to the
 * collector that breaks, where the application doesn't use Reactor Netty itself. Only if
 * the application doesn't configure that logger: a level of the logger, of one above it
 * or of a group that contains it wins, in properties as well as in the logging library's
 * own configuration, and so does a root level below INFO.
 * <p>
 * Spring Boot's logging system is asked for the levels. Without one, or if it doesn't
 * know, nothing is changed. May be called by any thread, reads class files, and never
 * throws.
 *
 * @since 0.1.0
 */
@Internal
public final class ClientLogDefault {

	private static final String LOGGER = "reactor.netty.http.client.HttpClientConnect";

	private static final List<String> LOGGERS = List.of(LOGGER, "reactor.netty.http.client", "reactor.netty.http",
			"reactor.netty", "reactor");

	private static final String PROPERTY = "logging.level." + LOGGER;

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private ClientLogDefault() {
	}

	/**
	 * Set the level as a default, if nothing else is set.
	 * @param context the context of an application that posts events by Reactor Netty
	 */
	public static void keep(ConfigurableApplicationContext context) {
		try {
			LoggingSystem logging = context.getBeanProvider(LoggingSystem.class).getIfUnique();
			if (logging != null && !isConfigured(logging) && !ReactiveClientUsage.byPackages(context)) {
				DefaultProperty.set(context.getEnvironment(), PROPERTY, LogLevel.ERROR.name());
				logging.setLogLevel(LOGGER, LogLevel.ERROR);
				logger.debug("RustAuth telemetry brings Reactor Netty, which logs a stack trace when a connection "
						+ "breaks; the default is now " + PROPERTY + "=" + LogLevel.ERROR);
			}
		}
		catch (RuntimeException ex) {
			// A level that Spring Boot doesn't know, or a logging system that can't tell.
			logger.debug("The log of Reactor Netty stays as it is: " + ex.getClass().getName());
		}
	}

	private static boolean isConfigured(LoggingSystem logging) {
		LoggerConfiguration root = logging.getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME);
		return root == null || root.getEffectiveLevel().compareTo(LogLevel.INFO) < 0
				|| LOGGERS.stream().map(logging::getLoggerConfiguration).anyMatch(ClientLogDefault::hasLevel);
	}

	private static boolean hasLevel(@Nullable LoggerConfiguration logger) {
		return logger != null && logger.getConfiguredLevel() != null;
	}

}
