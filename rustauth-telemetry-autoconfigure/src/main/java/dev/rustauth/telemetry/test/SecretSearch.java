package dev.rustauth.telemetry.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Looks for one secret in texts: as it is, and encoded in the ways in which secrets get
 * into payloads by accident. Encodings that have many spellings are found by decoding the
 * text, the others by encoding the secret.
 */
final class SecretSearch {

	/** Shorter ones occur by chance, for instance in the anonymous id. */
	static final int MIN_LENGTH = 4;

	private static final int SHOWN = 2;

	private static final String ESCAPED = "\"\\/bfnrt";

	private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

	private final String secret;

	private final String hex;

	private final List<String> base64;

	SecretSearch(@Nullable String secret) {
		if (secret == null || secret.length() < MIN_LENGTH) {
			throw new IllegalArgumentException("A secret needs at least " + MIN_LENGTH
					+ " characters: a shorter one is found everywhere, and null nowhere");
		}
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		this.secret = secret;
		this.hex = HexFormat.of().formatHex(bytes);
		this.base64 = List.of(base64(bytes, 0), base64(bytes, 1), base64(bytes, 2));
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
	 * Look for the secret.
	 * @param text where to look
	 * @return how it is written there, {@code null} if it isn't
	 */
	@Nullable String find(String text) {
		if (text.contains(this.secret)) {
			return "as it is";
		}
		if (text.toLowerCase(Locale.ROOT).contains(this.hex)) {
			return "in hex";
		}
		String standard = text.replace('-', '+').replace('_', '/');
		if (this.base64.stream().anyMatch(standard::contains)) {
			return "in Base64";
		}
		if (isPercentEncoded(text)) {
			return "percent-encoded";
		}
		return (text.indexOf('\\') >= 0 && unescape(text).contains(this.secret)) ? "JSON-escaped" : null;
	}

	private boolean isPercentEncoded(String text) {
		return (text.indexOf('%') >= 0 && percentDecode(text).contains(this.secret))
				|| (text.indexOf('+') >= 0 && percentDecode(text.replace('+', ' ')).contains(this.secret));
	}

	private static String percentDecode(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '%' && i + 2 < bytes.length && HexFormat.isHexDigit(bytes[i + 1])
					&& HexFormat.isHexDigit(bytes[i + 2])) {
				decoded.write(HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
				i += 2;
			}
			else {
				decoded.write(bytes[i]);
			}
		}
		return decoded.toString(StandardCharsets.UTF_8);
	}

	private static String unescape(String text) {
		StringBuilder plain = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			char next = (character == '\\' && i + 1 < text.length()) ? text.charAt(i + 1) : ' ';
			if (next == 'u' && isUnicodeEscape(text, i)) {
				plain.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
				i += 5;
			}
			else if (ESCAPED.indexOf(next) >= 0) {
				plain.append(UNESCAPED.charAt(ESCAPED.indexOf(next)));
				i++;
			}
			else {
				plain.append(character);
			}
		}
		return plain.toString();
	}

	private static boolean isUnicodeEscape(String text, int index) {
		return index + 6 <= text.length()
				&& text.substring(index + 2, index + 6).chars().allMatch(HexFormat::isHexDigit);
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
