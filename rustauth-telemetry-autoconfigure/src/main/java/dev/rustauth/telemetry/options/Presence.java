package dev.rustauth.telemetry.options;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Replaces texts of which only the presence or the number is reported by a marker, at the
 * door: a table name, a domain or a default value that the options never held can't get
 * into a snapshot, a log line, a heap dump or an Actuator endpoint, whatever the code
 * behind the door does. An empty text counts as set, {@code null} doesn't.
 */
final class Presence {

	private static final String MARKER = "set";

	private Presence() {
	}

	static @Nullable String of(@Nullable String text) {
		return (text != null) ? MARKER : null;
	}

	static @Nullable List<String> ofEach(@Nullable List<String> texts) {
		return (texts != null) ? Collections.nCopies(texts.size(), MARKER) : null;
	}

	static Map<String, String> ofValues(Map<String, String> texts) {
		Map<String, String> markers = new LinkedHashMap<>(texts);
		markers.replaceAll((name, text) -> MARKER);
		return Collections.unmodifiableMap(markers);
	}

}
