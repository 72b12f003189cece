package dev.rustauth.telemetry.sample.collector.rules;

import java.net.URI;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What operators want. Immutable; a value that makes no sense fails the start.
 *
 * @param rules the rules, by short names
 * @param webhook who is told
 */
@ConfigurationProperties("collector")
public record RuleProperties(@DefaultValue Map<String, Rule> rules, @DefaultValue Webhook webhook) {

	private static final String NAME = "[a-z0-9][a-z0-9-]{0,59}";

	public RuleProperties {
		rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
		rules.keySet()
			.forEach((name) -> require(name.matches(NAME), "rules." + name,
					"a rule under another name, of at most 60 small letters, digits and hyphens"));
	}

	private static void require(boolean valid, String name, String expected) {
		if (!valid) {
			throw new IllegalArgumentException("collector.%s can't be used: set it to %s".formatted(name, expected));
		}
	}

	/**
	 * Who is told when a deployment begins or ceases to break a rule.
	 *
	 * @param url where to post, or null for nowhere
	 * @param secret signs what is posted: random bytes in Base64, with or without
	 * {@code whsec_} before them
	 */
	public record Webhook(@Nullable URI url, @DefaultValue("") String secret) {

		private static final String PREFIX = "whsec_";

		private static final int MIN_KEY = 24;

		private static final int MAX_KEY = 64;

		public Webhook {
			require(url == null || (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")),
					"webhook.url", "a URL that begins with https:// or http://");
			require(url == null || isKey(secret), "webhook.secret",
					"24 to 64 random bytes in Base64, for instance what 'openssl rand -base64 32' prints");
		}

		private static boolean isKey(String secret) {
			try {
				int length = key(secret).length;
				return length >= MIN_KEY && length <= MAX_KEY;
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

		byte[] key() {
			return key(this.secret);
		}

		private static byte[] key(String secret) {
			return Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
		}

		@Override
		public String toString() {
			return "Webhook[]";
		}

	}

}
