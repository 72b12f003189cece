package dev.rustauth.telemetry.config;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Names of HTTP headers that are set by variables. Spring makes {@code x.api.key} of
 * {@code …_HTTP_HEADERS_X_API_KEY}, which no collector expects: a variable can't hold a
 * hyphen, so an underscore means one.
 */
final class HeaderNames {

	private static final String VARIABLE = "RUSTAUTH_TELEMETRY_HTTP_HEADERS_";

	private HeaderNames() {
	}

	/**
	 * The headers without empty ones, each name once in any letter case. Of two that
	 * differ in case, the first one wins, which has the higher precedence.
	 */
	static Map<String, String> of(ConfigurableEnvironment environment, Map<String, String> bound) {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		bound.forEach((name, value) -> {
			if (!value.isBlank()) {
				headers.putIfAbsent((isVariable(environment, name)) ? hyphenated(name) : name, value);
			}
		});
		return Collections.unmodifiableMap(headers);
	}

	private static boolean isVariable(ConfigurableEnvironment environment, String name) {
		String variable = VARIABLE + name.replace('.', '_');
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof SystemEnvironmentPropertySource variables
					&& Stream.of(variables.getPropertyNames()).anyMatch(variable::equalsIgnoreCase)) {
				return true;
			}
		}
		return false;
	}

	private static String hyphenated(String name) {
		return Stream.of(name.toLowerCase(Locale.ROOT).split("\\."))
			.map(StringUtils::capitalize)
			.collect(Collectors.joining("-"));
	}

}
