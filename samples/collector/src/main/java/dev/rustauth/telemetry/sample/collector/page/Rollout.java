package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How many deployments used which version, over time and now, ready to be drawn.
 *
 * @param columns one for each part of the time, from left to right
 * @param series what the colours stand for, from the bottom to the top
 * @param minors versions as far as their second number, the newest first
 * @param max what the top of the drawing stands for
 * @param from what the left end stands for
 * @param to what the right end stands for
 * @param current how many deployments there are now
 */
record Rollout(List<Column> columns, List<Series> series, List<Minor> minors, long max, String from, String to,
		long current) {

	/** Each has a colour; what is beyond shares one. */
	private static final int MAX_SERIES = 5;

	private static final String OTHERS = "others";

	/** By their numbers, as far as they have any. */
	private static final Comparator<String> BY_VERSION = Comparator.comparing(Rollout::sortable)
		.thenComparing(Comparator.naturalOrder());

	/**
	 * Draw.
	 * @param uses by deployment, and then by when they began
	 * @param range what to draw
	 * @param now what the page takes for now
	 */
	static Rollout of(List<VersionUse> uses, Range range, Instant now) {
		List<Instant> parts = range.parts();
		Map<String, List<VersionUse>> deployments = uses.stream()
			.collect(Collectors.groupingBy(VersionUse::id, LinkedHashMap::new, Collectors.toList()));
		List<Map<String, Long>> counts = new ArrayList<>();
		for (int i = 1; i < parts.size(); i++) {
			Instant end = (parts.get(i).isAfter(now)) ? now : parts.get(i).minusMillis(1);
			Map<String, Long> count = new HashMap<>();
			deployments.values().forEach((ofOne) -> {
				VersionUse use = at(ofOne, end);
				if (use != null) {
					count.merge(use.minor(), 1L, Long::sum);
				}
			});
			counts.add(count);
		}
		List<Minor> minors = minors(deployments, now);
		List<String> names = series(counts);
		long max = Math.max(1, counts.stream().mapToLong(Rollout::sum).max().orElse(1));
		List<Column> columns = new ArrayList<>();
		double width = TimePlot.WIDTH / (double) counts.size();
		for (int i = 0; i < counts.size(); i++) {
			columns.add(column(i * width, width, counts.get(i), names, max, range.label(parts.get(i))));
		}
		List<Series> series = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			series.add(new Series(names.get(i), colour(names, i)));
		}
		return new Rollout(columns, series, minors, max, range.label(range.from()),
				(range.preset() != null) ? "now" : range.label(range.to()),
				minors.stream().mapToLong(Minor::deployments).sum());
	}

	/**
	 * What a deployment used: the newest if there are two, as while it is rolled out.
	 */
	private static @Nullable VersionUse at(List<VersionUse> ofOne, Instant moment) {
		VersionUse found = null;
		for (VersionUse use : ofOne) {
			found = (use.isAt(moment)) ? use : found;
		}
		return found;
	}

	private static long sum(Map<String, Long> count) {
		return count.values().stream().mapToLong(Long::longValue).sum();
	}

	private static List<String> series(List<Map<String, Long>> counts) {
		Map<String, Long> peaks = new TreeMap<>();
		counts.forEach((count) -> count.forEach((minor, number) -> peaks.merge(minor, number, Math::max)));
		List<String> names = peaks.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
			.limit(MAX_SERIES)
			.map(Map.Entry::getKey)
			.sorted(BY_VERSION)
			.collect(Collectors.toCollection(ArrayList::new));
		if (peaks.size() > MAX_SERIES) {
			names.add(0, OTHERS);
		}
		return names;
	}

	/**
	 * A class of the style sheet; the newest version has the strongest colour.
	 */
	private static String colour(List<String> names, int index) {
		return (names.get(index).equals(OTHERS) && index == 0) ? "c-others" : "c" + (names.size() - 1 - index);
	}

	private static Column column(double x, double width, Map<String, Long> count, List<String> names, long max,
			String label) {
		List<Block> blocks = new ArrayList<>();
		List<String> words = new ArrayList<>();
		long below = 0;
		for (int i = 0; i < names.size(); i++) {
			boolean others = colour(names, i).equals("c-others");
			long number = (others) ? sum(count) - names.stream().mapToLong((name) -> count.getOrDefault(name, 0L)).sum()
					: count.getOrDefault(names.get(i), 0L);
			if (number > 0) {
				double height = number * TimePlot.HEIGHT / (double) max;
				double top = TimePlot.HEIGHT - (below + number) * TimePlot.HEIGHT / (double) max;
				blocks.add(new Block(colour(names, i), TimePlot.number(top), TimePlot.number(height)));
				words.add(shown(names.get(i)) + ": " + number);
			}
			below += number;
		}
		return new Column(TimePlot.number(x), TimePlot.number(width * 0.92), blocks,
				label + " – " + ((words.isEmpty()) ? "none" : String.join(", ", words)));
	}

	private static List<Minor> minors(Map<String, List<VersionUse>> deployments, Instant now) {
		Map<String, Map<String, Long>> current = new HashMap<>();
		Map<String, Map<String, Instant>> since = new HashMap<>();
		deployments.values().forEach((ofOne) -> {
			VersionUse use = at(ofOne, now);
			ofOne.forEach((each) -> {
				current.computeIfAbsent(each.minor(), (minor) -> new HashMap<>())
					.merge(each.version(), (each == use) ? 1L : 0L, Long::sum);
				since.computeIfAbsent(each.minor(), (minor) -> new HashMap<>())
					.merge(each.version(), each.from(), (one, other) -> (one.isBefore(other)) ? one : other);
			});
		});
		long total = Math.max(1, current.values().stream().mapToLong(Rollout::sum).sum());
		return current.entrySet().stream().sorted(Map.Entry.comparingByKey(BY_VERSION.reversed())).map((entry) -> {
			Map<String, Instant> first = since.get(entry.getKey());
			List<Version> versions = entry.getValue()
				.entrySet()
				.stream()
				.sorted(Map.Entry.comparingByKey(BY_VERSION.reversed()))
				.map((version) -> new Version(version.getKey(), version.getValue(), first.get(version.getKey())))
				.toList();
			long number = sum(entry.getValue());
			return new Minor(entry.getKey(), number, String.format(Locale.ROOT, "%.0f %%", number * 100.0 / total),
					first.values().stream().min(Comparator.naturalOrder()).orElseThrow(), versions);
		}).toList();
	}

	private static String sortable(String version) {
		StringBuilder key = new StringBuilder();
		for (String number : version.split("\\D+")) {
			key.append(" ".repeat(Math.max(0, 12 - number.length()))).append(number);
		}
		return key.toString();
	}

	/**
	 * A version for people.
	 * @param version the version
	 * @return the same, or words if it isn't known
	 */
	static String shown(String version) {
		return (version.isEmpty()) ? "no version" : version;
	}

	/**
	 * A part of the time.
	 *
	 * @param x left
	 * @param width width
	 * @param blocks from the bottom to the top
	 * @param label what it stands for
	 */
	record Column(String x, String width, List<Block> blocks, String label) {
	}

	/**
	 * A version in a part of the time.
	 *
	 * @param colour class of the style sheet
	 * @param y top
	 * @param height height
	 */
	record Block(String colour, String y, String height) {
	}

	/**
	 * What a colour stands for.
	 *
	 * @param version the version, or "others"
	 * @param colour class of the style sheet
	 */
	record Series(String version, String colour) {

		/**
		 * Say it.
		 * @return the words
		 */
		public String words() {
			return shown(this.version);
		}

	}

	/**
	 * Versions that differ in their patch only.
	 *
	 * @param version the numbers that they share
	 * @param deployments how many use one of them
	 * @param part the same as a part of all
	 * @param since when the first one did
	 * @param versions each of them, the newest first
	 */
	record Minor(String version, long deployments, String part, Instant since, List<Version> versions) {

		/**
		 * Say it.
		 * @return the words
		 */
		public String words() {
			return shown(this.version);
		}

	}

	/**
	 * A version.
	 *
	 * @param version which
	 * @param deployments how many use it
	 * @param since when the first one did
	 */
	record Version(String version, long deployments, Instant since) {

		/**
		 * What asks for it in a filter.
		 * @return the value of a parameter
		 */
		public String exactly() {
			return FleetFilter.exactly(this.version);
		}

		/**
		 * Say it.
		 * @return the words
		 */
		public String words() {
			return shown(this.version);
		}

	}

}
