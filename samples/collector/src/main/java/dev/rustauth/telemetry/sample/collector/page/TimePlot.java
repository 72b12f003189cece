package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Events over time as bars, ready to be drawn. Units are those of the drawing.
 *
 * @param bars from left to right
 * @param max what the top of the drawing stands for
 * @param from what the left end stands for
 * @param to what the right end stands for
 * @param total how many events are shown
 */
record TimePlot(List<Bar> bars, long max, String from, String to, long total) {

	static final int WIDTH = 600;

	static final int HEIGHT = 120;

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

	static TimePlot of(List<Fleet.HourlyCount> counts, Range range) {
		List<Instant> parts = range.parts();
		int size = parts.size() - 1;
		long[] starts = new long[size];
		long[] others = new long[size];
		for (Fleet.HourlyCount count : counts) {
			int index = index(parts, count.hour());
			starts[index] += count.starts();
			others[index] += count.others();
		}
		long top = 1;
		long sum = 0;
		for (int i = 0; i < size; i++) {
			top = Math.max(top, starts[i] + others[i]);
			sum += starts[i] + others[i];
		}
		List<Bar> bars = new ArrayList<>();
		double width = WIDTH / (double) size;
		for (int i = 0; i < size; i++) {
			bars.add(bar(i * width, width * 0.86, starts[i], others[i], HEIGHT / (double) top,
					range.label(parts.get(i)), moment(parts.get(i + 1), range.zone())));
		}
		return new TimePlot(bars, top, range.label(range.from()),
				(range.preset() != null) ? "now" : range.label(range.to()), sum);
	}

	/**
	 * Which part a moment belongs to; an hour that began before the first one to that.
	 */
	static int index(List<Instant> parts, Instant moment) {
		int index = java.util.Collections.binarySearch(parts, moment);
		int part = (index >= 0) ? index : -index - 2;
		return Math.max(0, Math.min(part, parts.size() - 2));
	}

	private static String moment(Instant instant, ZoneId zone) {
		return MOMENT.format(instant.atZone(zone));
	}

	private static Bar bar(double x, double width, long starts, long others, double scale, String from, String until) {
		double startsHeight = starts * scale;
		double othersHeight = others * scale;
		return new Bar(number(x), number(width), number(HEIGHT - startsHeight), number(startsHeight),
				number(HEIGHT - startsHeight - othersHeight), number(othersHeight), from, until, starts, others);
	}

	static String number(double value) {
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
	 * @param from when it begins
	 * @param until when it ends, for a URL
	 * @param starts how many starts
	 * @param others how many other events
	 */
	record Bar(String x, String width, String startsY, String startsHeight, String othersY, String othersHeight,
			String from, String until, long starts, long others) {

		/**
		 * Say what it stands for.
		 * @return the words
		 */
		public String label() {
			return String.format(Locale.ROOT, "%s: %,d starts, %,d other events", this.from, this.starts, this.others);
		}

	}

}
