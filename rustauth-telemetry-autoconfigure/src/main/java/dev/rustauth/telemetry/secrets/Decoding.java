package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Decodes encodings that have many spellings, so that none has to be listed. Text that
 * isn't encoded stays as it is.
 */
final class Decoding {

	private static final Pattern PERCENT = Pattern.compile("%(\\p{XDigit}{2})");

	private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|([\"\\\\/bfnrt]))");

	private static final String ESCAPED = "\"\\/bfnrt";

	private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

	/** What Base64 may be broken by. */
	static final String LINE_BREAKS = "\r\n\t ";

	/** What hexadecimal digits may be separated by. */
	static final String SEPARATORS = "\r\n\t :-";

	private Decoding() {
	}

	/**
	 * Leave characters out.
	 * @param bytes the text
	 * @param characters the characters, all of them ASCII
	 * @return the rest, {@code null} if there are none of them
	 */
	static byte @Nullable [] without(byte[] bytes, String characters) {
		byte[] rest = new byte[bytes.length];
		int length = 0;
		for (byte character : bytes) {
			if (characters.indexOf(character) < 0) {
				rest[length++] = character;
			}
		}
		return (length < bytes.length) ? Arrays.copyOf(rest, length) : null;
	}

	/**
	 * Decode percent-encoding.
	 * @param bytes the text
	 * @param plusIsSpace whether a plus stands for a space, as in forms
	 * @return the plain text, {@code null} if there is nothing to take back
	 */
	static byte @Nullable [] percent(byte[] bytes, boolean plusIsSpace) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
			return null;
		}
		return PERCENT.matcher((plusIsSpace) ? text.replace('+', ' ') : text)
			.replaceAll((octet) -> literal((char) HexFormat.fromHexDigits(octet.group(1))))
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Decode the escapes of JSON once.
	 * @param bytes the text
	 * @return the plain text, {@code null} if there is nothing to take back
	 */
	static byte @Nullable [] json(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		return (text.indexOf('\\') >= 0)
				? ESCAPE.matcher(text).replaceAll(Decoding::unescaped).getBytes(StandardCharsets.UTF_8) : null;
	}

	private static String unescaped(MatchResult escape) {
		String unit = escape.group(1);
		return literal((unit != null) ? (char) HexFormat.fromHexDigits(unit)
				: UNESCAPED.charAt(ESCAPED.indexOf(escape.group(2))));
	}

	private static String literal(char character) {
		return Matcher.quoteReplacement(String.valueOf(character));
	}

}
