package dev.rustauth.telemetry.sample.collector.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Shows moments in the zone of whoever reads the page.
 *
 * @param zone the zone
 * @param now what the page takes for now
 */
record Times(ZoneId zone, Instant now) {

	static final ZoneId UTC = ZoneId.of("UTC");

	private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz",
			Locale.ENGLISH);

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

	/**
	 * The zone of that name.
	 * @param name as browsers name zones, or null
	 * @return the zone, or UTC
	 */
	static ZoneId zone(@Nullable String name) {
		try {
			return (name == null || name.isBlank()) ? UTC : ZoneId.of(name);
		}
		catch (DateTimeException ex) {
			return UTC;
		}
	}

	/**
	 * For machines.
	 * @param instant when
	 * @return seconds of UTC
	 */
	public String machine(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

	/**
	 * For people who want to know it exactly.
	 * @param instant when
	 * @return date, time and zone
	 */
	public String exact(Instant instant) {
		return EXACT.format(instant.atZone(this.zone));
	}

	/**
	 * The time of the day.
	 * @param instant when
	 * @return hours and minutes
	 */
	public String clock(Instant instant) {
		return CLOCK.format(instant.atZone(this.zone));
	}

	/**
	 * The day.
	 * @param instant when
	 * @return the date in words
	 */
	public String day(Instant instant) {
		return DAY.format(instant.atZone(this.zone));
	}

	/**
	 * For everybody else.
	 * @param instant when
	 * @return how long ago
	 */
	public String ago(Instant instant) {
		Duration age = Duration.between(instant, this.now);
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
