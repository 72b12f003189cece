package dev.rustauth.telemetry.sample.collector;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes texts of strangers fit for a column: databases take neither a NUL nor half a
 * character, and every column has an end.
 */
public final class Texts {

	private static final int REPLACEMENT = 0xFFFD;

	private Texts() {
	}

	/**
	 * Replace what no database takes.
	 * @param text any text
	 * @return the text, or a copy with replacements
	 */
	public static String clean(String text) {
		return (isPlain(text)) ? text
				: text.codePoints()
					.map((point) -> (isUnfit(point)) ? REPLACEMENT : point)
					.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
					.toString();
	}

	/**
	 * The usual text, seen at a glance: each start has hundreds.
	 */
	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isUnfit(int point) {
		return point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
	}

	/**
	 * The beginning of a clean text. Never ends in half a character.
	 * @param text the text
	 * @param maxLength how long it may be
	 * @return the text, or its beginning
	 */
	public static String cut(String text, int maxLength) {
		if (text.length() <= maxLength) {
			return text;
		}
		int end = (Character.isHighSurrogate(text.charAt(maxLength - 1))) ? maxLength - 1 : maxLength;
		return text.substring(0, end);
	}

	/**
	 * A text of an event, clean and cut, or null if it is missing, empty or no text.
	 * @param node where it should be
	 * @param maxLength how long it may be
	 * @return the text, or null
	 */
	public static @Nullable String of(JsonNode node, int maxLength) {
		if (!node.isString() || node.stringValue().isBlank()) {
			return null;
		}
		return cut(clean(node.stringValue()), maxLength);
	}

}
