package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Decodes encodings that have many spellings, so that none has to be listed. Text that
 * isn't encoded stays as it is.
 */
final class Decoding {

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
		if (!contains(bytes, '%') && !(plusIsSpace && contains(bytes, '+'))) {
			return null;
		}
		byte[] plain = new byte[bytes.length];
		int length = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '%' && i + 2 < bytes.length && HexFormat.isHexDigit(bytes[i + 1])
					&& HexFormat.isHexDigit(bytes[i + 2])) {
				plain[length++] = (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4
						| HexFormat.fromHexDigit(bytes[i + 2]));
				i += 2;
			}
			else {
				plain[length++] = (plusIsSpace && bytes[i] == '+') ? (byte) ' ' : bytes[i];
			}
		}
		return Arrays.copyOf(plain, length);
	}

	/**
	 * Decode the escapes of JSON once.
	 * @param bytes the text
	 * @return the plain text, {@code null} if there is nothing to take back
	 */
	static byte @Nullable [] json(byte[] bytes) {
		return (contains(bytes, '\\'))
				? unescape(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8) : null;
	}

	private static boolean contains(byte[] bytes, char character) {
		for (byte candidate : bytes) {
			if (candidate == character) {
				return true;
			}
		}
		return false;
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
		return index + 6 <= text.length() && HexFormat.isHexDigit(text.charAt(index + 2))
				&& HexFormat.isHexDigit(text.charAt(index + 3)) && HexFormat.isHexDigit(text.charAt(index + 4))
				&& HexFormat.isHexDigit(text.charAt(index + 5));
	}

}
