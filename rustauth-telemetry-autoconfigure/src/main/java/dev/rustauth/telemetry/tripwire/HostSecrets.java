package dev.rustauth.telemetry.tripwire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Gathers the secrets of the host: values of properties that look sensitive, and
 * credentials in URLs, from every property source that can be listed. Values that a
 * source of higher precedence overrides count, too. No value is ever logged.
 */
final class HostSecrets {

	/** More would cost memory for nothing: few applications have fifty. */
	static final int MAX_COUNT = 200;

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private static final int MIN_LENGTH = 8;

	private static final int MIN_DIGITS = 12;

	/**
	 * Words that occur by themselves, those of our own wire format among them. Whoever
	 * has one of them for a password has none.
	 */
	private static final Set<String> COMMON = Set.of("localhost", "password", "passwords", "changeit", "changeme",
			"postgres", "postgresql", "username", "development", "production", "timestamp", "database", "disabled",
			"required", "optional", "standard", "internal", "external", "default", "undefined", "unlimited",
			"unspecified", "anonymous", "bootstrap", "container", "kubernetes", "microsoft", "springboot",
			"spring-boot", "access_token", "refresh_token", "id_token", "client_secret", "authorization", "application",
			"application/json", "java.lang.string", "clickhouse", "cockroachdb", "sqlserver", "rustauth-telemetry",
			"authorization_code", "client_credentials", "client_secret_basic", "client_secret_post", "private_key_jwt",
			"emailandpassword", "socialproviders", "environment", "systeminfo", "packagemanager");

	/** Name of its property by secret, in the order of precedence. */
	private final Map<String, String> names = new LinkedHashMap<>();

	private HostSecrets() {
	}

	/**
	 * Gather.
	 * @param environment where properties are
	 * @param headers further request headers, which hold credentials whatever their names
	 * @param more further values that are secrets, by the name of their property
	 * @return the name of a property for every secret, the longest secret first
	 */
	static Map<String, String> gather(ConfigurableEnvironment environment, Map<String, String> headers,
			Map<String, String> more) {
		HostSecrets secrets = new HostSecrets();
		more.forEach((name, value) -> secrets.add(name, value));
		headers.forEach((name, value) -> {
			secrets.add(name, value);
			HiddenCredentials.inHeader(value).forEach((part) -> secrets.add(name, part));
		});
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				secrets.addAll(environment, enumerable);
			}
		}
		return secrets.longest();
	}

	private void addAll(ConfigurableEnvironment environment, EnumerablePropertySource<?> source) {
		for (String name : source.getPropertyNames()) {
			try {
				String value = value(environment, source, name);
				if (value != null) {
					look(name, value);
				}
			}
			catch (RuntimeException ex) {
				logger.debug("The tripwire can't read the property '" + name + "' (" + ex.getClass().getName() + ")");
			}
		}
	}

	private static @Nullable String value(ConfigurableEnvironment environment, EnumerablePropertySource<?> source,
			String name) {
		Object value = source.getProperty(name);
		return (value instanceof CharSequence || value instanceof Number)
				? environment.resolvePlaceholders(value.toString()) : null;
	}

	private void look(String name, String value) {
		HiddenCredentials.inUrls(value).forEach((part) -> add(name, part));
		if (SensitiveName.test(name) && !HiddenCredentials.isUrl(value)) {
			add(name, value);
		}
	}

	private void add(String name, String value) {
		String secret = value.strip();
		if (isSecret(secret)) {
			this.names.putIfAbsent(secret, name);
		}
	}

	private static boolean isSecret(String value) {
		if (value.length() < MIN_LENGTH || value.contains("${")) {
			return false;
		}
		if (value.length() < MIN_DIGITS && value.chars().allMatch(Character::isDigit)) {
			return false;
		}
		return !COMMON.contains(value.toLowerCase(Locale.ROOT));
	}

	private Map<String, String> longest() {
		List<Map.Entry<String, String>> sorted = new ArrayList<>(this.names.entrySet());
		sorted.sort(Comparator.comparingInt((entry) -> -entry.getKey().length()));
		Map<String, String> longest = new LinkedHashMap<>();
		for (Map.Entry<String, String> entry : sorted) {
			if (longest.size() < MAX_COUNT) {
				longest.put(entry.getKey(), entry.getValue());
			}
			else {
				logger.debug("The tripwire knows " + MAX_COUNT + " secrets already and leaves out the property '"
						+ entry.getValue() + "'");
			}
		}
		return longest;
	}

}
