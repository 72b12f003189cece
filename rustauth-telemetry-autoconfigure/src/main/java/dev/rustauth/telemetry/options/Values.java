package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

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

	static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
		Map<String, V> extended = new LinkedHashMap<>(map);
		extended.put(key, value);
		return extended;
	}

	/**
	 * Have a nested builder refined.
	 * @param builder holds what is set so far
	 * @return what the builder makes of it
	 */
	static <B, T> T refine(B builder, Consumer<B> refinement, Function<B, T> build) {
		refinement.accept(builder);
		return build.apply(builder);
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
