package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Reads variables and properties in a way that a broken value can't break a start.
 */
final class Variables {

	private Variables() {
	}

	/**
	 * The value of a property.
	 * @param environment where to read
	 * @param name the name of the property
	 * @return the value, {@code null} when it isn't set, or holds a placeholder that
	 * can't be resolved
	 */
	static @Nullable String value(Environment environment, String name) {
		try {
			return environment.getProperty(name);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
