package dev.rustauth.telemetry.tripwire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Looks for secrets in bytes: as they are, and encoded in the ways in which secrets get
 * into payloads by accident. Encodings that have many spellings are found by taking them
 * back in the text, the others by encoding the secret.
 * <p>
 * Of a long secret a part from its middle is looked for, which is enough to know it and
 * bounds the memory. Immutable, safe to share between threads; nothing blocks.
 *
 * @since 0.1.0
 */
public final class SecretScanner {

	/** How many bytes of a secret are looked for at most. */
	static final int WINDOW = 32;

	private final PatternAutomaton automaton;

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
				this.patterns.add(new Pattern(i, text.getValue()));
				bytes.add(text.getKey().getBytes(StandardCharsets.ISO_8859_1));
			}
		}
		this.spaces = secrets.stream().anyMatch((secret) -> secret.indexOf(' ') >= 0);
		this.automaton = new PatternAutomaton(bytes);
	}

	private static byte[] window(String secret) {
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		if (bytes.length <= WINDOW) {
			return bytes;
		}
		byte[] window = new byte[WINDOW];
		System.arraycopy(bytes, (bytes.length - WINDOW) / 2, window, 0, WINDOW);
		return window;
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
	 * @return how many states of the automaton were visited
	 */
	long scan(byte[] text, Map<Integer, Form> found) {
		long visits = scan(text, null, found);
		byte[] unescaped = Unwrapping.json(text);
		byte[] decoded = (unescaped != null) ? unescaped : text;
		visits += scan(Unwrapping.percent(decoded, false), Form.PERCENT, found);
		if (this.spaces) {
			visits += scan(Unwrapping.percent(decoded, true), Form.PERCENT, found);
		}
		// Twice, for JSON that is a text in JSON.
		for (int i = 0; i < 2 && unescaped != null; i++) {
			visits += scan(unescaped, Form.JSON, found);
			unescaped = Unwrapping.json(unescaped);
		}
		return visits;
	}

	private long scan(byte @Nullable [] text, @Nullable Form unwrapped, Map<Integer, Form> found) {
		if (text == null) {
			return 0;
		}
		BitSet hits = new BitSet();
		long visits = this.automaton.search(text, hits);
		Map<Integer, Form> here = new TreeMap<>();
		hits.stream().mapToObj(this.patterns::get).forEach((pattern) -> {
			Form form = (pattern.form() == Form.PLAIN && unwrapped != null) ? unwrapped : pattern.form();
			here.merge(pattern.secret(), form, (one, other) -> (one.compareTo(other) < 0) ? one : other);
		});
		here.forEach(found::putIfAbsent);
		return visits;
	}

	/**
	 * How many states the automaton has, for a test of what it costs.
	 */
	int states() {
		return this.automaton.states();
	}

	/**
	 * How a secret was written.
	 */
	public enum Form {

		/** As it is. */
		PLAIN("as it is"),

		/** In hexadecimal digits, all upper or all lower case. */
		HEX("in hex"),

		/** In Base64, in either alphabet and at any offset. */
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
	 */
	private record Pattern(int secret, Form form) {

	}

}
