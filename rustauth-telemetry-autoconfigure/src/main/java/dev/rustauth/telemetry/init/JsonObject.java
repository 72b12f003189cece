package dev.rustauth.telemetry.init;

import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;

/**
 * An object of a payload: keeps the order of its keys, and {@code null} values.
 */
final class JsonObject extends LinkedHashMap<String, @Nullable Object> {

	JsonObject with(String key, @Nullable Object value) {
		put(key, value);
		return this;
	}

}
