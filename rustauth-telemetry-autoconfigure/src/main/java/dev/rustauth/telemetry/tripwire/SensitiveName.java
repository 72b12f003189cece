package dev.rustauth.telemetry.tripwire;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells from the name of a property whether its value is likely a secret.
 */
final class SensitiveName {

	/** In names without separators, in lower case. */
	private static final List<String> WORDS = List.of("password", "passwd", "pwd", "secret", "token", "credential",
			"apikey", "privatekey", "accesskey");

	/** The working directory and the one before it, which a shell exports. */
	private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

	private static final String OWN_PREFIX = "rustauth.";

	private SensitiveName() {
	}

	static boolean test(String name) {
		if (DIRECTORIES.contains(name)) {
			return false;
		}
		String lower = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
			.toLowerCase(Locale.ROOT)
			.replaceAll("(\\[\\d+])+$", "");
		if (lower.startsWith(OWN_PREFIX) || lower.startsWith("rustauth_")) {
			// Options are about passwords and tokens without holding one: of them only
			// the last part counts.
			lower = lower.substring(Math.max(lower.lastIndexOf('.'), OWN_PREFIX.length() - 1));
		}
		String joined = lower.replaceAll("[._\\-]", "");
		return WORDS.stream().anyMatch(joined::contains) || lower.matches("(.*[._-])?key");
	}

}
