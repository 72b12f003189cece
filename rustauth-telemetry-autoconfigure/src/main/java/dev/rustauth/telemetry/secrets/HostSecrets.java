package dev.rustauth.telemetry.secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.function.SingletonSupplier;

/**
 * Collects the secrets of the host application: values of properties with a sensitive
 * name, and credentials in URLs, from every property source that can list its names.
 * Overridden values count, too. No value is ever logged.
 */
final class HostSecrets {

	/** More would cost memory for nothing: few applications have fifty. */
	static final int MAX_COUNT = 200;

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private static final int MIN_LENGTH = 8;

	/** In names without separators, in lower case. */
	private static final List<String> WORDS = List.of("password", "passwd", "pwd", "passphrase", "passcode", "secret",
			"token", "credential", "apikey", "privatekey", "accesskey");

	/** In names that leave no doubt. */
	private static final List<String> CERTAIN = List.of("pass", "pwd", "secret", "credential");

	/** Ends of names whose values, if they are numbers, say how long or how many. */
	private static final Pattern MEASURE = Pattern.compile(".*[._-](ttl|age|expir[a-z]+|valid[a-z]*|lifetime|duration|"
			+ "timeout|interval|days|hours|minutes|seconds|millis|ms|length|size|limit|count)([._-](in|at|after|ms|millis))?");

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	/** Where the next word of a name begins. */
	private static final Pattern NEXT_WORD = Pattern.compile("([a-z0-9])([A-Z])");

	private static final Pattern INDEXES = Pattern.compile("(\\[\\d+])+$");

	private static final Pattern SEPARATOR = Pattern.compile("[._\\-]");

	/** Ends of names that are too short to be looked for anywhere else. */
	private static final Pattern KEY = Pattern.compile("(.*[._-])?(key|pass)");

	private static final Pattern BETWEEN_ELEMENTS = Pattern.compile("[,;\\s]+");

	/** The working directory and the one before it, which a shell exports. */
	private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

	private static final String OWN_PREFIX = "rustauth.";

	/** Name of its property by secret, in the order of precedence. */
	private final Map<String, String> names = new LinkedHashMap<>();

	private final Supplier<KnownWords> known;

	private HostSecrets(Supplier<KnownWords> known) {
		this.known = known;
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
		HostSecrets secrets = new HostSecrets(SingletonSupplier.of(() -> KnownWords.of(environment)));
		more.forEach((name, value) -> secrets.add(name, value));
		headers.forEach((name, value) -> {
			secrets.add(name, value);
			HiddenCredentials.inHeader(value).forEach((part) -> secrets.add(name, part));
		});
		enumerable(environment).forEach((source) -> secrets.addAll(environment, source));
		return secrets.longest();
	}

	static Stream<EnumerablePropertySource<?>> enumerable(ConfigurableEnvironment environment) {
		return environment.getPropertySources()
			.stream()
			.flatMap((source) -> (source instanceof EnumerablePropertySource<?> enumerable) ? Stream.of(enumerable)
					: Stream.empty());
	}

	private void addAll(ConfigurableEnvironment environment, EnumerablePropertySource<?> source) {
		for (String name : source.getPropertyNames()) {
			String value = value(environment, source, name);
			if (value != null) {
				addWhatIsSecret(name, value);
			}
		}
	}

	private static @Nullable String value(ConfigurableEnvironment environment, EnumerablePropertySource<?> source,
			String name) {
		try {
			Object value = source.getProperty(name);
			return (value instanceof CharSequence || value instanceof Number)
					? environment.resolvePlaceholders(value.toString()) : null;
		}
		catch (RuntimeException ex) {
			logger.debug("The tripwire can't read the property '" + name + "' (" + ex.getClass().getName() + ")");
			return null;
		}
	}

	private void addWhatIsSecret(String name, String value) {
		HiddenCredentials.inUrls(value).forEach((part) -> add(name, part));
		HiddenCredentials.assigned(value, (inner, part) -> {
			if (isSecret(inner, part)) {
				add(name, part, isDoubtful(inner));
			}
		});
		if (isSecret(name, value)) {
			boolean doubtful = isDoubtful(name);
			add(name, value, doubtful);
			for (String element : BETWEEN_ELEMENTS.split(value)) {
				add(name, element, doubtful);
			}
		}
	}

	private static boolean isSecret(String name, String value) {
		return isSensitive(name) && !HiddenCredentials.isPlace(name, value) && !isMeasure(name, value);
	}

	private static boolean isDoubtful(String name) {
		return CERTAIN.stream().noneMatch(name.toLowerCase(Locale.ROOT)::contains);
	}

	/**
	 * Whether the value of a property is likely a secret, by the property's name.
	 */
	static boolean isSensitive(String name) {
		if (DIRECTORIES.contains(name)) {
			return false;
		}
		String lower = INDEXES.matcher(kebab(name)).replaceAll("");
		if (lower.startsWith(OWN_PREFIX) || lower.startsWith("rustauth_")) {
			// Names of options mention passwords and tokens without holding one, so only
			// their last part counts.
			lower = lower.substring(Math.max(lower.lastIndexOf('.'), OWN_PREFIX.length() - 1));
		}
		String joined = SEPARATOR.matcher(lower).replaceAll("");
		return WORDS.stream().anyMatch(joined::contains) || KEY.matcher(lower).matches();
	}

	private static boolean isMeasure(String name, String value) {
		return NUMBER.matcher(value.strip()).matches() && MEASURE.matcher(kebab(name)).matches();
	}

	/**
	 * A name in lower case, with hyphens between its words.
	 */
	static String kebab(String name) {
		return NEXT_WORD.matcher(name).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
	}

	private void add(String name, String value) {
		add(name, value, false);
	}

	private void add(String name, String value, boolean doubtful) {
		String secret = value.strip();
		if (secret.length() >= MIN_LENGTH && !secret.contains("${") && !this.known.get().contains(secret, doubtful)) {
			this.names.putIfAbsent(secret, name);
		}
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
