package dev.rustauth.telemetry.sample.collector.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Events over time as bars, ready to be drawn. Units are those of the drawing.
 *
 * @param bars from left to right
 * @param max what the top of the drawing stands for
 * @param from what the left end stands for
 * @param total how many events are shown
 */
record TimePlot(List<Bar> bars, long max, String from, long total) {

	static final int WIDTH = 600;

	static final int HEIGHT = 120;

	private static final DateTimeFormatter HOUR = format("d MMM HH:mm");

	private static final DateTimeFormatter DAY = format("d MMM");

	private static DateTimeFormatter format(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
	}

	/**
	 * When the leftmost bar begins.
	 */
	static Instant start(Instant now, boolean month) {
		return (month) ? now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(29))
				: now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(23));
	}

	static TimePlot of(List<Fleet.HourlyCount> counts, Instant now, boolean month) {
		Duration step = (month) ? Duration.ofDays(1) : Duration.ofHours(1);
		DateTimeFormatter format = (month) ? DAY : HOUR;
		int size = (month) ? 30 : 24;
		Instant start = start(now, month);
		long[] inits = new long[size];
		long[] others = new long[size];
		for (Fleet.HourlyCount count : counts) {
			long index = Duration.between(start, count.hour()).dividedBy(step);
			if (index >= 0 && index < size) {
				long[] series = (count.type().equals("init")) ? inits : others;
				series[(int) index] += count.events();
			}
		}
		long top = 1;
		long sum = 0;
		for (int i = 0; i < size; i++) {
			top = Math.max(top, inits[i] + others[i]);
			sum += inits[i] + others[i];
		}
		List<Bar> bars = new ArrayList<>();
		double width = WIDTH / (double) size;
		for (int i = 0; i < size; i++) {
			String label = "%s UTC: %,d starts, %,d other events"
				.formatted(format.format(start.plus(step.multipliedBy(i))), inits[i], others[i]);
			bars.add(bar(i * width, width - 3, inits[i] * HEIGHT / (double) top, others[i] * HEIGHT / (double) top,
					label));
		}
		return new TimePlot(bars, top, format.format(start), sum);
	}

	private static Bar bar(double x, double width, double inits, double others, String label) {
		return new Bar(number(x), number(width), number(HEIGHT - inits), number(inits), number(HEIGHT - inits - others),
				number(others), label);
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.1f", value);
	}

	/**
	 * One bar: starts below, other events on top.
	 *
	 * @param x left
	 * @param width width
	 * @param startsY top of the lower part
	 * @param startsHeight its height
	 * @param othersY top of the upper part
	 * @param othersHeight its height
	 * @param label what it stands for
	 */
	record Bar(String x, String width, String startsY, String startsHeight, String othersY, String othersHeight,
			String label) {
	}

}
