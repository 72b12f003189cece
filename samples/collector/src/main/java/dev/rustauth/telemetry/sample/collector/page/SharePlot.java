package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How many deployments run which version, as bars, ready to be drawn. Versions that
 * differ in their patch only are one bar.
 *
 * @param title of what
 * @param bars the longest first
 * @param others deployments that have no bar
 * @param versions every version, the most frequent first
 */
record SharePlot(String title, List<Bar> bars, long others, List<Bar> versions) {

	private static final int MAX_BARS = 6;

	private static final int MAX_VERSIONS = 500;

	private static final Pattern MINOR = Pattern.compile("\\D{0,2}(\\d{1,9}\\.\\d{1,9})\\b.*");

	static SharePlot of(String title, List<Fleet.Share> shares) {
		Map<String, Long> minors = new LinkedHashMap<>();
		shares.forEach(
				(share) -> minors.merge(label(share.name(), minor(share.version())), share.deployments(), Long::sum));
		List<Map.Entry<String, Long>> sorted = new ArrayList<>(minors.entrySet());
		sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
		long max = (sorted.isEmpty()) ? 1 : sorted.get(0).getValue();
		List<Bar> bars = sorted.stream()
			.limit(MAX_BARS)
			.map((entry) -> bar(entry.getKey(), entry.getValue(), max))
			.toList();
		long others = sorted.stream().skip(MAX_BARS).mapToLong(Map.Entry::getValue).sum();
		return new SharePlot(title, bars, others,
				shares.stream()
					.limit(MAX_VERSIONS)
					.map((share) -> bar(label(share.name(), share.version()), share.deployments(), max))
					.toList());
	}

	/**
	 * The first two numbers of a version, without what a range begins with.
	 */
	static @Nullable String minor(@Nullable String version) {
		Matcher matcher = MINOR.matcher((version != null) ? version : "");
		return (matcher.matches()) ? matcher.group(1) : version;
	}

	private static String label(String name, @Nullable String version) {
		return (version != null) ? name + " " + version : name;
	}

	private static Bar bar(String name, long deployments, long max) {
		return new Bar(name, deployments,
				String.format(Locale.ROOT, "%.1f%%", Math.min(100, Math.max(1, deployments * 100.0 / max))));
	}

	/**
	 * One bar.
	 *
	 * @param name what it stands for
	 * @param deployments how many
	 * @param width how long it is, of the longest possible
	 */
	record Bar(String name, long deployments, String width) {

	}

}
