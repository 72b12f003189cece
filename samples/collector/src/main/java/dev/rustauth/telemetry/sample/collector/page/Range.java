package dev.rustauth.telemetry.sample.collector.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that a page shows.
 *
 * @param from its first moment
 * @param to the first moment after it
 * @param preset by which name it was asked for, or null for dates
 * @param zone where its days begin
 */
record Range(Instant from, Instant to, @Nullable String preset, ZoneId zone) {

	/** Days of those that have a name, and what they are called. */
	static final Map<String, String> PRESETS = presets();

	private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

	private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

	private static Map<String, String> presets() {
		Map<String, String> presets = new LinkedHashMap<>();
		presets.put("1", "24 hours");
		presets.put("7", "7 days");
		presets.put("30", "30 days");
		presets.put("90", "90 days");
		return presets;
	}

	/**
	 * Read the parameters of a URL; what makes no sense there counts as missing.
	 * @param filter its parameters
	 * @param fallback the name of the range if there is none
	 * @param times zone and now
	 */
	static Range of(FleetFilter filter, String fallback, Times times) {
		Instant from = moment(filter.get("from"), 0, times.zone());
		Instant to = moment(filter.get("to"), 1, times.zone());
		if (from != null || to != null) {
			Instant end = (to != null) ? to : times.now();
			Instant start = (from != null) ? from : end.minus(Duration.ofDays(30));
			if (start.isBefore(end)) {
				return new Range(start, end, null, times.zone());
			}
		}
		String name = PRESETS.containsKey(filter.values().getOrDefault("days", "")) ? filter.values().get("days")
				: fallback;
		return new Range(start(Integer.parseInt(name), times), times.now(), name, times.zone());
	}

	private static Instant start(int days, Times times) {
		ZonedDateTime now = times.now().atZone(times.zone());
		return ((days == 1) ? now.truncatedTo(ChronoUnit.HOURS).minusHours(23)
				: now.toLocalDate().minusDays(days - 1L).atStartOfDay(times.zone()))
			.toInstant();
	}

	/**
	 * A date, or a date and a time, of a URL.
	 * @param text the text, or null
	 * @param days to add to a date that has no time
	 * @param zone where the day begins
	 * @return when that is, or null if there is no such text
	 */
	static @Nullable Instant moment(@Nullable String text, int days, ZoneId zone) {
		if (text == null || text.isEmpty()) {
			return null;
		}
		try {
			Instant moment = (text.contains("T")) ? LocalDateTime.parse(text).atZone(zone).toInstant()
					: LocalDate.parse(text).plusDays(days).atStartOfDay(zone).toInstant();
			return (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) ? null : moment;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Parts of it that are bars of a plot: about a hundred at most.
	 * @return the moments between which they are, one more than there are parts
	 */
	List<Instant> parts() {
		TemporalAmount step = step();
		ZonedDateTime moment = this.from.atZone(this.zone);
		List<Instant> parts = new ArrayList<>();
		while (moment.toInstant().isBefore(this.to)) {
			parts.add(moment.toInstant());
			moment = moment.plus(step);
		}
		parts.add(moment.toInstant());
		return parts;
	}

	private TemporalAmount step() {
		long hours = Duration.between(this.from, this.to).toHours();
		if (hours <= 48) {
			return Duration.ofHours(1);
		}
		if (hours <= 8 * 24) {
			return Duration.ofHours(6);
		}
		long days = hours / 24;
		if (days <= 100) {
			return Period.ofDays(1);
		}
		return (days <= 700) ? Period.ofDays(7) : Period.ofMonths(1);
	}

	/**
	 * A moment, as exactly as the plot shows it.
	 * @param moment when
	 * @return the day, and the hour if parts are shorter
	 */
	String label(Instant moment) {
		return ((step() instanceof Duration) ? HOUR : DAY).format(moment.atZone(this.zone));
	}

	/**
	 * Its first day, as forms want it.
	 * @return the date
	 */
	public String fromDay() {
		return this.from.atZone(this.zone).toLocalDate().toString();
	}

	/**
	 * Its last day, as forms want it.
	 * @return the date
	 */
	public String toDay() {
		return this.to.minusMillis(1).atZone(this.zone).toLocalDate().toString();
	}

	/**
	 * Say it.
	 * @return the words
	 */
	public String words() {
		return (this.preset != null) ? "the last " + PRESETS.get(this.preset) : fromDay() + " to " + toDay();
	}

}
