package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

import dev.rustauth.telemetry.Internal;

/**
 * Finds the settings under {@code rustauth.telemetry} that convert to their type, but
 * can't be used. Asked only when telemetry would otherwise be on.
 *
 * @since 0.1.0
 */
@Internal
public final class PropertiesValidator {

	/** An {@code init} event without any options fits in. */
	private static final DataSize SMALLEST_EVENT = DataSize.ofKilobytes(4);

	private static final DataSize LARGEST_EVENT = DataSize.ofMegabytes(64);

	/** Far below what overflows in milliseconds or nanoseconds. */
	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Headers of a connection and of a message's length: one more of them breaks HTTP.
	 */
	private static final Set<String> OF_THE_CLIENT = Set.of("connection", "content-length", "expect", "host",
			"keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

	/** A {@code token} of RFC 9110, section 5.6.2. */
	private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9!#$%&'*+.^_`|~-]+");

	private final ConfigurableEnvironment environment;

	/**
	 * Make a validator.
	 * @param environment where the settings are, to say where each was found
	 */
	public PropertiesValidator(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Check each setting.
	 * @param properties the settings
	 * @return what can't be used
	 */
	public List<ConfigurationProblem> problems(RustAuthTelemetryProperties properties) {
		List<ConfigurationProblem> problems = new ArrayList<>();
		checkRange(problems, properties);
		checkHeaders(problems, properties.getHttp().getHeaders());
		checkApplicationName(problems, properties);
		return problems;
	}

	/**
	 * What takes the place of the project's name isn't ours, but nothing may take its own
	 * place when it can't be obtained.
	 */
	private void checkApplicationName(List<ConfigurationProblem> problems, RustAuthTelemetryProperties properties) {
		Setting name = (properties.getProjectName() == null)
				? PropertyReader.first(this.environment, null, "spring.application.name") : null;
		if (name != null && name.problem() != null) {
			problems.add(name.problem());
		}
	}

	private void checkRange(List<ConfigurationProblem> problems, RustAuthTelemetryProperties properties) {
		RustAuthTelemetryProperties.Http http = properties.getHttp();
		RustAuthTelemetryProperties.Delivery delivery = properties.getDelivery();
		RustAuthTelemetryProperties.Retry retry = delivery.getRetry();
		Duration shortest = Duration.ofNanos(1);
		between(problems, "http.connect-timeout", http.getConnectTimeout(), shortest);
		between(problems, "http.request-timeout", http.getRequestTimeout(), shortest);
		between(problems, "delivery.retry.initial-backoff", retry.getInitialBackoff(), shortest);
		between(problems, "delivery.retry.max-backoff", retry.getMaxBackoff(), shortest);
		between(problems, "delivery.retry.deadline", retry.getDeadline(), shortest);
		between(problems, "delivery.shutdown-timeout", delivery.getShutdownTimeout(), Duration.ZERO);
		between(problems, "delivery.batch.max-wait", delivery.getBatch().getMaxWait(), Duration.ZERO);
		between(problems, "delivery.queue-capacity", delivery.getQueueCapacity(), 1, 1 << 20);
		between(problems, "delivery.concurrency", delivery.getConcurrency(), 1, 64);
		between(problems, "delivery.batch.max-events", delivery.getBatch().getMaxEvents(), 1, 1000);
		between(problems, "delivery.retry.max-attempts", retry.getMaxAttempts(), 1, 1000);
		DataSize size = delivery.getMaxEventSize();
		if (size.compareTo(SMALLEST_EVENT) < 0 || size.compareTo(LARGEST_EVENT) > 0) {
			problems.add(problem("delivery.max-event-size", "is out of range",
					"write a size with its unit, from 4KB to 64MB; without one it is bytes"));
		}
	}

	private void between(List<ConfigurationProblem> problems, String key, Duration value, Duration shortest) {
		if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
			problems.add(problem(key, (value.compareTo(shortest) < 0) ? "is too short" : "is too long",
					"write a duration with its unit, such as 2s or 500ms, up to 1d; without a unit it is seconds"));
		}
	}

	private void between(List<ConfigurationProblem> problems, String key, int value, int low, int high) {
		if (value < low || value > high) {
			problems.add(problem(key, "is out of range", "write a number from " + low + " to " + high));
		}
	}

	private void checkHeaders(List<ConfigurationProblem> problems, Map<String, String> headers) {
		headers.forEach((name, value) -> {
			boolean text = value.chars().noneMatch((character) -> character < ' ' && character != '\t');
			if (!TOKEN.matcher(name).matches() || !text) {
				problems.add(problem("http.headers", "has an entry that is no HTTP header",
						"use letters, digits and hyphens in names, and no line break in values"));
			}
			else if (OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
				problems.add(problem("http.headers." + name.toLowerCase(Locale.ROOT),
						"is a header that the HTTP client sets itself", "remove it"));
			}
		});
	}

	/**
	 * Say what is wrong with a setting.
	 * @param key its name without the prefix
	 * @param problem what is wrong with it, to be read after the name
	 * @param remedy what to write instead
	 * @return the problem, with the place of the setting if it is set
	 */
	public ConfigurationProblem problem(String key, String problem, String remedy) {
		String name = RustAuthTelemetryProperties.PREFIX + "." + key;
		Setting setting = PropertyReader.first(this.environment, null, name);
		return (setting != null) ? setting.asProblem(problem, remedy)
				: new ConfigurationProblem(name, null, problem, remedy);
	}

}
