package dev.rustauth.telemetry.sample.collector.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A moment as the page shows it.
 *
 * @param machine for machines
 * @param exact for people who want to know it exactly, UTC
 * @param ago for everybody else
 */
record When(String machine, String exact, String ago) {

	private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	static When of(Instant instant, Instant now) {
		return new When(instant.truncatedTo(ChronoUnit.SECONDS).toString(), EXACT.format(instant),
				ago(Duration.between(instant, now)));
	}

	private static String ago(Duration age) {
		if (age.toSeconds() < 10) {
			return "just now";
		}
		if (age.toMinutes() < 2) {
			return age.toSeconds() + " s ago";
		}
		if (age.toHours() < 2) {
			return age.toMinutes() + " min ago";
		}
		return (age.toDays() < 2) ? age.toHours() + " h ago" : age.toDays() + " days ago";
	}

}
