package dev.rustauth.telemetry.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.rustauth.telemetry.Internal;

/**
 * Values of a what-if request. Accepts variables and properties that the decision reads,
 * and ignores anything else. A value with a placeholder is ignored, too: it could make
 * the response show another property.
 *
 * @param values the values by name
 * @since 0.1.0
 */
@Internal
public record WhatIf(Map<String, String> values) {

	private static final Set<String> VARIABLES = Set.of("RUSTAUTH_TELEMETRY", "DO_NOT_TRACK", "RUST_ENV", "TEST");

	/**
	 * Keep what the decision looks at.
	 */
	public WhatIf {
		Map<String, String> kept = new LinkedHashMap<>(values);
		kept.entrySet().removeIf((entry) -> !isTaken(entry.getKey()) || entry.getValue().contains("${"));
		values = Map.copyOf(kept);
	}

	/**
	 * Take what is text from the parameters of a request.
	 * @param parameters names and values
	 * @return the values that the decision looks at
	 */
	static WhatIf of(Map<String, Object> parameters) {
		Map<String, String> values = new LinkedHashMap<>();
		parameters.forEach((name, value) -> {
			if (value instanceof String text) {
				values.put(name, text);
			}
		});
		return new WhatIf(values);
	}

	private static boolean isTaken(String name) {
		return VARIABLES.contains(name) || name.startsWith("RUSTAUTH_TELEMETRY_")
				|| name.startsWith("rustauth.telemetry.");
	}

}
