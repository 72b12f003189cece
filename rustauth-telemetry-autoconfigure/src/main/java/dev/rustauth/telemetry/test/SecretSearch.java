package dev.rustauth.telemetry.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.secrets.SecretScanner;

/**
 * Looks for one secret in texts: as it is, and encoded in the ways in which secrets get
 * into payloads by accident.
 */
final class SecretSearch {

	/** Shorter ones occur by chance, for instance in the anonymous id. */
	static final int MIN_LENGTH = 4;

	private static final int SHOWN = 2;

	private final String secret;

	private final SecretScanner scanner;

	SecretSearch(@Nullable String secret) {
		if (secret == null || secret.length() < MIN_LENGTH) {
			throw new IllegalArgumentException("A secret needs at least " + MIN_LENGTH
					+ " characters: a shorter one is found everywhere, and null nowhere");
		}
		this.secret = secret;
		this.scanner = new SecretScanner(List.of(secret));
	}

	/**
	 * Look for the secret.
	 * @param text where to look
	 * @return how it is written there, {@code null} if it isn't
	 */
	@Nullable String find(String text) {
		SecretScanner.Form form = this.scanner.scan(text.getBytes(StandardCharsets.UTF_8)).get(0);
		return (form != null) ? form.toString() : null;
	}

	/**
	 * Which of several secrets this one is, without giving it away.
	 */
	String hint() {
		return "the secret that begins with '"
				+ this.secret.substring(0, Math.min(this.secret.length(), this.secret.offsetByCodePoints(0, SHOWN)))
				+ "'";
	}

	/**
	 * Searches for several secrets.
	 * @throws IllegalArgumentException if there is none, or one is too short
	 */
	static List<SecretSearch> of(String... secrets) {
		if (secrets.length == 0) {
			throw new IllegalArgumentException("Give at least one secret to look for");
		}
		List<SecretSearch> searches = new ArrayList<>();
		for (String secret : secrets) {
			searches.add(new SecretSearch(secret));
		}
		return searches;
	}

}
