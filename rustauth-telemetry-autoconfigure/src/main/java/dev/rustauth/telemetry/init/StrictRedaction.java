package dev.rustauth.telemetry.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;

/**
 * What {@link Redaction#STRICT} makes of the payload of {@code init}.
 * <p>
 * A text gets through only by a rule for its place, and every rule returns a word of a
 * closed list or a few digits. A place without a rule gives {@code other}, so that a new
 * field is closed until it gets a rule. Numbers, truth values and {@code null} stay as
 * they are. Pure, so safe on any thread.
 */
final class StrictRedaction {

	/**
	 * Leading numbers, then nothing, a usual qualifier, or something that is left out.
	 * Longer runs of digits are no version, and may be anything.
	 */
	private static final Pattern VERSION = Pattern
		.compile("(\\d{1,8}(?:[._]\\d{1,8}){0,4}(?![0-9])(?:[-.+]?(?i:SNAPSHOT|RELEASE|FINAL|GA|LTS|EA|"
				+ "(?:alpha|beta|rc|cr|sp|m|jre)[-.]?\\d{0,2})(?![\\p{L}0-9]))?)(?!\\d).*", Pattern.DOTALL);

	private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d{1,3}\\.\\d{1,3})(?!\\d).*", Pattern.DOTALL);

	/** Keys are paths below the payload; elements of lists have the path of the list. */
	private static final Map<String, UnaryOperator<String>> TEXTS = new TreeMap<>();

	/** Objects whose keys the application chooses, and which keys are known. */
	private static final Map<String, Predicate<String>> KEYS = new TreeMap<>();

	static {
		TEXTS.put("config.database", Vocabulary.DATABASES::word);
		TEXTS.put("config.adapter", Vocabulary.ADAPTERS::word);
		TEXTS.put("config.socialProviders.id", Vocabulary.PROVIDERS::word);
		TEXTS.put("config.socialProviders.prompt", StrictRedaction::prompt);
		TEXTS.put("config.socialProviders.scope", Vocabulary.SCOPES::word);
		TEXTS.put("config.plugins", Vocabulary.PLUGINS::word);
		TEXTS.put("config.user.additionalFields.*.type", Vocabulary.FIELD_TYPES::word);
		TEXTS.put("config.session.additionalFields.*.type", Vocabulary.FIELD_TYPES::word);
		TEXTS.put("config.session.cookieCache.strategy", Vocabulary.CACHE_STRATEGIES::word);
		TEXTS.put("config.account.accountLinking.trustedProviders", Vocabulary.PROVIDERS::word);
		TEXTS.put("config.advanced.ipAddress.ipAddressHeaders", Vocabulary.HEADERS::word);
		TEXTS.put("config.advanced.cookieAttributes.sameSite", Vocabulary.SAME_SITE::word);
		TEXTS.put("config.advanced.cookieAttributes.path", (path) -> path.equals("/") ? "root" : "custom");
		TEXTS.put("config.rateLimit.storage", Vocabulary.RATE_LIMIT_STORAGES::word);
		TEXTS.put("config.logger.level", Vocabulary.LOG_LEVELS::word);
		TEXTS.put("runtime.name", Vocabulary.RUNTIMES::word);
		TEXTS.put("runtime.version", StrictRedaction::version);
		TEXTS.put("database.name", Vocabulary.DATABASES::word);
		TEXTS.put("database.version", StrictRedaction::version);
		TEXTS.put("framework.name", Vocabulary.FRAMEWORKS::word);
		TEXTS.put("framework.version", StrictRedaction::version);
		TEXTS.put("environment", Vocabulary.STAGES::word);
		TEXTS.put("systemInfo.deploymentVendor", Vocabulary.VENDORS::word);
		TEXTS.put("systemInfo.systemPlatform", Vocabulary.PLATFORMS::word);
		TEXTS.put("systemInfo.systemRelease", (release) -> firstGroup(MAJOR_MINOR, release));
		TEXTS.put("systemInfo.systemArchitecture", Vocabulary.ARCHITECTURES::word);
		TEXTS.put("systemInfo.cpuModel", Vocabulary.CPU_VENDORS::wordIn);
		TEXTS.put("packageManager.name", Vocabulary.BUILD_TOOLS::word);
		TEXTS.put("packageManager.version", StrictRedaction::version);
		KEYS.put("config.user.fields", Vocabulary.USER_FIELDS::contains);
		KEYS.put("config.user.additionalFields", (name) -> false);
		KEYS.put("config.verification.fields", Vocabulary.VERIFICATION_FIELDS::contains);
		KEYS.put("config.session.fields", Vocabulary.SESSION_FIELDS::contains);
		KEYS.put("config.session.additionalFields", (name) -> false);
		KEYS.put("config.account.fields", Vocabulary.ACCOUNT_FIELDS::contains);
	}

	private StrictRedaction() {
	}

	/**
	 * Redact.
	 * @param payload the payload of {@code init} as the starter assembles it
	 * @return a new tree of the same shape
	 */
	static Map<String, @Nullable Object> of(Map<?, ?> payload) {
		return object("", payload);
	}

	private static @Nullable Object value(String path, @Nullable Object value) {
		if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
			return value;
		}
		if (value instanceof Map<?, ?> map) {
			Predicate<String> known = KEYS.get(path);
			return (known != null) ? numbered(path, map, known) : object(path, map);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> redacted = new ArrayList<>();
			list.forEach((element) -> redacted.add(value(path, element)));
			return redacted;
		}
		UnaryOperator<String> rule = TEXTS.get(path);
		return (rule != null && value instanceof String text) ? rule.apply(text) : Vocabulary.OTHER;
	}

	private static Map<String, @Nullable Object> object(String path, Map<?, ?> map) {
		Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
		map.forEach((key, value) -> {
			String name = String.valueOf(key);
			redacted.put(name, value(path.isEmpty() ? name : path + "." + name, value));
		});
		return redacted;
	}

	/**
	 * Known keys come first, the others in the order of their values: sorted by name, the
	 * position of a key would reveal its first letters.
	 */
	private static Map<String, @Nullable Object> numbered(String path, Map<?, ?> map, Predicate<String> isKnown) {
		Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
		List<@Nullable Object> others = new ArrayList<>();
		map.forEach((key, value) -> {
			String name = String.valueOf(key);
			if (isKnown.test(name)) {
				redacted.put(name, value(path + ".*", value));
			}
			else {
				others.add(value(path + ".*", value));
			}
		});
		others.sort(Comparator.comparing(String::valueOf));
		for (int i = 0; i < others.size(); i++) {
			redacted.put("field" + (i + 1), others.get(i));
		}
		return redacted;
	}

	private static String prompt(String prompt) {
		StringBuilder words = new StringBuilder();
		for (String word : prompt.strip().split("\\s+")) {
			words.append(words.isEmpty() ? "" : " ").append(word.isEmpty() ? "" : Vocabulary.PROMPTS.word(word));
		}
		return words.toString();
	}

	private static String version(String version) {
		return firstGroup(VERSION, version);
	}

	private static String firstGroup(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.matches() ? matcher.group(1) : Vocabulary.OTHER;
	}

}
