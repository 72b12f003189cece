package dev.rustauth.telemetry.sample.collector.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * One of the two halves of what an {@code init} says: the configuration, or the host that
 * it runs on. Starts that say the same have the same digest.
 *
 * @param digest tells it from others
 * @param values its paths and values, in the order of the paths, as a JSON object of
 * texts
 */
public record Snapshot(String digest, String values) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * Make a snapshot.
	 * @param values paths and values, in the order of the paths
	 * @return the snapshot
	 */
	static Snapshot of(Map<String, String> values) {
		String text = JSON.writeValueAsString(values);
		return new Snapshot(digest(text), text);
	}

	/**
	 * Make a short name of a text: the same for the same text, and for no other.
	 * @param parts the text, in parts that are kept apart
	 * @return 43 letters, digits, hyphens and underscores
	 */
	public static String digest(String... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String part : parts) {
				byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
				digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
				digest.update(bytes);
			}
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
