package dev.rustauth.telemetry.detect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Takes a version out of a text that should hold one. What doesn't look like a version is
 * not passed on, whatever it is.
 */
final class VersionText {

	private static final Pattern VERSION = Pattern.compile("\\s*([0-9][0-9A-Za-z.+_-]{0,63})(?:\\s.*)?",
			Pattern.DOTALL);

	private VersionText() {
	}

	static @Nullable String clean(@Nullable String text) {
		Matcher matcher = VERSION.matcher((text != null) ? text : "");
		return matcher.matches() ? matcher.group(1) : null;
	}

}
