package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Copies and checks that the records share.
 */
final class Values {

	private Values() {
	}

	// Unlike Map.copyOf, keeps the order.
	static <V> Map<String, V> copy(Map<String, V> map) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(map));
	}

	static void notNegative(String property, @Nullable Duration duration) {
		if (duration != null && duration.isNegative()) {
			throw new IllegalArgumentException(property + " must not be negative");
		}
	}

	static void notNegative(String property, long number) {
		if (number < 0) {
			throw new IllegalArgumentException(property + " must not be negative");
		}
	}

}
