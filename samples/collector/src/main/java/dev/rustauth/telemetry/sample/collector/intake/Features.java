package dev.rustauth.telemetry.sample.collector.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.sample.collector.Texts;

/**
 * Which auth features a config snapshot has switched on, in words for people.
 */
public final class Features {

	private static final int MAX_LENGTH = 1000;

	private static final int MAX_NAME = 60;

	/** Switches of the snapshot, and what they are called on the page. */
	private static final Map<JsonPointer, String> SWITCHES = switches();

	private static final Map<String, String> NAMES = SWITCHES.entrySet()
		.stream()
		.collect(Collectors.toMap((entry) -> "config" + entry.getKey().toString().replace('/', '.'),
				Map.Entry::getValue));

	private Features() {
	}

	private static Map<JsonPointer, String> switches() {
		Map<JsonPointer, String> switches = new LinkedHashMap<>();
		switches.put(JsonPointer.compile("/emailAndPassword/enabled"), "password");
		switches.put(JsonPointer.compile("/emailVerification/sendVerificationEmail"), "e-mail verification");
		switches.put(JsonPointer.compile("/user/changeEmail/enabled"), "change of e-mail");
		switches.put(JsonPointer.compile("/account/accountLinking/enabled"), "account linking");
		switches.put(JsonPointer.compile("/account/encryptOAuthTokens"), "encrypted tokens");
		switches.put(JsonPointer.compile("/session/cookieCache/enabled"), "cookie cache");
		switches.put(JsonPointer.compile("/secondaryStorage"), "secondary storage");
		switches.put(JsonPointer.compile("/rateLimit/enabled"), "rate limit");
		switches.put(JsonPointer.compile("/advanced/crossSubDomainCookies/enabled"), "cross-subdomain cookies");
		return switches;
	}

	/**
	 * What people call a switch.
	 * @param path where it is in the payload, such as
	 * {@code config.emailAndPassword.enabled}
	 * @return its name, or null if it has none
	 */
	public static @Nullable String name(String path) {
		return NAMES.get(path);
	}

	/**
	 * Switches whose names hold a text.
	 * @param text the text, in any case
	 * @return their paths in the payload
	 */
	public static List<String> paths(String text) {
		String part = text.toLowerCase(Locale.ROOT);
		return NAMES.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().contains(part))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	/**
	 * List them.
	 * @param config the snapshot; anything else has none
	 * @return one a line, or null if nothing is on
	 */
	static @Nullable String of(JsonNode config) {
		List<String> features = new ArrayList<>();
		for (JsonNode provider : config.path("socialProviders")) {
			add(features, provider.path("id"));
		}
		for (JsonNode plugin : config.path("plugins")) {
			add(features, plugin);
		}
		SWITCHES.forEach((pointer, name) -> {
			if (config.at(pointer).asBoolean(false)) {
				features.add(name);
			}
		});
		return (features.isEmpty()) ? null : Texts.cut(String.join("\n", features), MAX_LENGTH);
	}

	private static void add(List<String> features, JsonNode name) {
		String text = Texts.of(name, MAX_NAME);
		if (text != null && features.size() * MAX_NAME < MAX_LENGTH) {
			features.add(text.replace('\n', ' '));
		}
	}

}
