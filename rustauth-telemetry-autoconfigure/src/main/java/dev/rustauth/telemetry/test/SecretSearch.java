package dev.rustauth.telemetry.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;

import dev.rustauth.telemetry.secrets.SecretScanner;

/**
 * Searches the JSON of events for secrets: as they are, and encoded in the ways in which
 * secrets get into payloads by accident. Reports the type of the event and the JSON
 * pointer (RFC 6901), with everything blotted out in which a secret is.
 */
final class SecretSearch {

	/** Shorter ones occur by chance, for instance in the anonymous id. */
	static final int MIN_LENGTH = 4;

	private static final int SHOWN = 2;

	private static final String BLOT = "***";

	private final List<String> secrets = new ArrayList<>();

	private final SecretScanner scanner;

	private final Set<String> findings = new LinkedHashSet<>();

	/**
	 * Make a search.
	 * @param secrets what to look for; each is known by its position
	 * @throws IllegalArgumentException if there is none, or one is too short
	 */
	SecretSearch(@Nullable String... secrets) {
		if (secrets.length == 0) {
			throw new IllegalArgumentException("Give at least one secret to look for");
		}
		for (String secret : secrets) {
			if (secret == null || secret.length() < MIN_LENGTH) {
				throw new IllegalArgumentException("A secret needs at least " + MIN_LENGTH
						+ " characters: a shorter one is found everywhere, and null nowhere");
			}
			this.secrets.add(secret);
		}
		this.scanner = new SecretScanner(this.secrets);
	}

	/**
	 * Search one event.
	 * @param type type of the event
	 * @param body its JSON, as it would leave
	 */
	void search(String type, String body) {
		Map<String, String> texts = new LinkedHashMap<>();
		collect(JsonParserFactory.getJsonParser().parseMap(body), "", texts);
		Set<Integer> found = new HashSet<>();
		texts.forEach((place, text) -> find(text).forEach((secret, form) -> {
			found.add(secret);
			report(type, secret, form, place);
		}));
		find(body).forEach((secret, form) -> {
			// A secret that is more than one value, or a number written otherwise.
			if (found.add(secret)) {
				report(type, secret, form, "somewhere in its JSON");
			}
		});
	}

	private void collect(@Nullable Object value, String pointer, Map<String, String> texts) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, member) -> {
				String name = String.valueOf(key);
				String child = pointer + "/" + blot(name.replace("~", "~0").replace("/", "~1"), name);
				texts.merge("in the name " + child, name, (one, other) -> one + "\n" + other);
				collect(member, child, texts);
			});
		}
		else if (value instanceof Iterable<?> list) {
			int index = 0;
			for (Object element : list) {
				collect(element, pointer + "/" + index, texts);
				index++;
			}
		}
		else if (value != null) {
			texts.merge("at " + pointer, value.toString(), (one, other) -> one + "\n" + other);
		}
	}

	private void report(String type, int secret, SecretScanner.Form form, String place) {
		this.findings.add(
				"The event '" + blot(type, type) + "' holds " + hint(secret) + ", " + form + ", " + blot(place, place));
	}

	private String blot(String shown, String text) {
		return find(text).isEmpty() ? shown : BLOT;
	}

	/**
	 * Search one text.
	 * @param text where to look
	 * @return the positions of the secrets that are in it, and how they are written there
	 */
	Map<Integer, SecretScanner.Form> find(String text) {
		return this.scanner.scan(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Which of several secrets one is, without giving it away.
	 */
	String hint(int position) {
		String secret = this.secrets.get(position);
		return "the secret that begins with '"
				+ secret.substring(0, Math.min(secret.length(), secret.offsetByCodePoints(0, SHOWN))) + "'";
	}

	/**
	 * What was found so far, a line for each.
	 */
	List<String> findings() {
		return List.copyOf(this.findings);
	}

}
