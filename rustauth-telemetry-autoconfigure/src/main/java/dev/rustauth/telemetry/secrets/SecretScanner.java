package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;

/**
 * Searches bytes for secrets: as they are, and in the encodings by which secrets get into
 * payloads by accident. For encodings with many spellings the text is decoded, for the
 * others the secret is encoded.
 * <p>
 * Of a long secret, a part from the middle is searched for, which identifies it and
 * limits the memory. Immutable, safe to share between threads; nothing blocks.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretScanner {

	/** How many bytes of a secret are looked for at most. */
	static final int WINDOW = 32;

	private final PatternSet set;

	private final List<Pattern> patterns;

	private final boolean spaces;

	/**
	 * Make a scanner.
	 * @param secrets what to look for; each is known by its position
	 */
	public SecretScanner(List<String> secrets) {
		this.patterns = new ArrayList<>();
		List<byte[]> bytes = new ArrayList<>();
		for (int i = 0; i < secrets.size(); i++) {
			for (Map.Entry<String, Form> text : forms(window(secrets.get(i))).entrySet()) {
				boolean number = text.getValue() == Form.PLAIN
						&& text.getKey().chars().allMatch(SecretScanner::isDigit);
				this.patterns.add(new Pattern(i, text.getValue(), number));
				bytes.add(text.getKey().getBytes(StandardCharsets.ISO_8859_1));
			}
		}
		this.spaces = secrets.stream().anyMatch((secret) -> secret.indexOf(' ') >= 0);
		this.set = new PatternSet(bytes);
	}

	private static boolean isDigit(int character) {
		return character >= '0' && character <= '9';
	}

	private static byte[] window(String secret) {
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		int start = Math.max(0, (bytes.length - WINDOW) / 2);
		return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + WINDOW));
	}

	/**
	 * Every way to write the bytes, one character for each byte.
	 */
	private static Map<String, Form> forms(byte[] secret) {
		Map<String, Form> forms = new TreeMap<>();
		forms.put(new String(secret, StandardCharsets.ISO_8859_1), Form.PLAIN);
		forms.putIfAbsent(HexFormat.of().formatHex(secret), Form.HEX);
		forms.putIfAbsent(HexFormat.of().withUpperCase().formatHex(secret), Form.HEX);
		for (int before = 0; before < 3; before++) {
			String base64 = base64(secret, before);
			forms.putIfAbsent(base64, Form.BASE64);
			forms.putIfAbsent(base64.replace('+', '-').replace('/', '_'), Form.BASE64);
		}
		return forms;
	}

	/**
	 * Base64 of the bytes after so many others, less the characters that share bits with
	 * a neighbour: what is left occurs in the encoding of everything that contains them.
	 */
	private static String base64(byte[] bytes, int before) {
		byte[] shifted = new byte[before + bytes.length];
		System.arraycopy(bytes, 0, shifted, before, bytes.length);
		String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
		return text.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
	}

	/**
	 * Look for all secrets.
	 * @param text where to look
	 * @return the position of every secret that was found, with the first form in which
	 * it was; empty if there is none
	 */
	public Map<Integer, Form> scan(byte[] text) {
		Map<Integer, Form> found = new TreeMap<>();
		scan(text, found);
		return found;
	}

	/**
	 * The same, for a test of what it costs.
	 * @return how many bytes were read
	 */
	long scan(byte[] text, Map<Integer, Form> found) {
		long reads = scan(text, null, found);
		byte[] unescaped = Decoding.json(text);
		byte[] decoded = (unescaped != null) ? unescaped : text;
		reads += scan(Decoding.percent(decoded, false), Form.PERCENT, found);
		if (this.spaces) {
			reads += scan(Decoding.percent(decoded, true), Form.PERCENT, found);
		}
		reads += scanJoined(decoded, Decoding.LINE_BREAKS, Form.BASE64, found);
		reads += scanJoined(decoded, Decoding.SEPARATORS, Form.HEX, found);
		// Twice, for JSON that is a text in JSON.
		for (int i = 0; i < 2 && unescaped != null; i++) {
			reads += scan(unescaped, Form.JSON, found);
			unescaped = Decoding.json(unescaped);
		}
		return reads;
	}

	/**
	 * Look for one form in what is left without the characters that such a form may be
	 * broken by. No other form counts, for words that were apart are together then.
	 */
	private long scanJoined(byte[] text, String without, Form form, Map<Integer, Form> found) {
		byte[] joined = Decoding.without(text, without);
		Map<Integer, Form> here = new TreeMap<>();
		long reads = scan(joined, null, here);
		here.forEach((secret, as) -> {
			if (as == form) {
				found.putIfAbsent(secret, form);
			}
		});
		return reads;
	}

	private long scan(byte @Nullable [] text, @Nullable Form decoded, Map<Integer, Form> found) {
		if (text == null) {
			return 0;
		}
		Map<Integer, Form> here = new TreeMap<>();
		long reads = this.set.search(text, (number, start, end) -> {
			Pattern pattern = this.patterns.get(number);
			if (pattern.isWhole(text, start, end)) {
				Form form = (pattern.form() == Form.PLAIN && decoded != null) ? decoded : pattern.form();
				here.merge(pattern.secret(), form, (one, other) -> (one.compareTo(other) < 0) ? one : other);
			}
		});
		here.forEach(found::putIfAbsent);
		return reads;
	}

	/**
	 * How a secret was written.
	 */
	public enum Form {

		/** As it is. */
		PLAIN("as it is"),

		/**
		 * In hexadecimal digits, all upper or all lower case, with or without separators.
		 */
		HEX("in hex"),

		/** In Base64, in either alphabet, at any offset, with or without line breaks. */
		BASE64("in Base64"),

		/** With some characters percent-encoded. */
		PERCENT("percent-encoded"),

		/** With some characters escaped as in JSON. */
		JSON("JSON-escaped");

		private final String text;

		Form(String text) {
			this.text = text;
		}

		/**
		 * For people.
		 */
		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * One way to write one secret.
	 *
	 * @param secret position of the secret
	 * @param form how it is written
	 * @param number whether it is a number, which isn't found inside of a longer one
	 */
	private record Pattern(int secret, Form form, boolean number) {

		boolean isWhole(byte[] text, int start, int end) {
			return !this.number
					|| !((start > 0 && isDigit(text[start - 1])) || (end < text.length && isDigit(text[end])));
		}

	}

}
