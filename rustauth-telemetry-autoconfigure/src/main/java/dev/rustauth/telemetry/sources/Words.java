package dev.rustauth.telemetry.sources;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * Reads settings that belong to somebody else: what can't be read counts as unset, and it
 * is for their owner to complain.
 */
final class Words {

	private Words() {
	}

	/**
	 * A setting.
	 * @return {@code null} when unset, blank, or holding what can't be resolved
	 */
	static @Nullable String value(Environment environment, String name) {
		try {
			String value = environment.getProperty(name);
			return (value != null && !value.isBlank()) ? value : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * A duration; a bare number is seconds, as it is for Spring Boot in such places.
	 * @return {@code null} when it is none
	 */
	static @Nullable Duration duration(String text) {
		try {
			return DurationStyle.detectAndParse(text.strip(), ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

	/**
	 * A word as Spring reads a boolean.
	 * @return {@code null} when it is none
	 */
	static @Nullable Boolean truth(String word) {
		return switch (word.strip().toLowerCase(Locale.ROOT)) {
			case "true", "1", "on", "yes" -> true;
			case "false", "0", "off", "no" -> false;
			default -> null;
		};
	}

}
