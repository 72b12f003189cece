package dev.rustauth.telemetry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Retry-After} in both of its forms (RFC 9110, section 10.2.3): a
 * number of seconds, or an HTTP date. Anything else counts as absent.
 */
final class RetryAfter {

	private static final int MAX_DIGITS = 9;

	private RetryAfter() {
	}

	static @Nullable Duration parse(@Nullable String value, Instant now) {
		if (value == null) {
			return null;
		}
		String text = value.strip();
		if (!text.isEmpty() && text.chars().allMatch((character) -> character >= '0' && character <= '9')) {
			// A number too long to parse is longer than any deadline.
			return Duration.ofSeconds((text.length() <= MAX_DIGITS) ? Long.parseLong(text) : Integer.MAX_VALUE);
		}
		return parseDate(text, now);
	}

	private static @Nullable Duration parseDate(String text, Instant now) {
		try {
			Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return (date.isAfter(now)) ? Duration.between(now, date) : Duration.ZERO;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
