package dev.rustauth.telemetry.sample.collector.page;

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
 * @param parameter the filter that a bar leads to; for a version that of its name
 * @param bars the longest first
 * @param others deployments that have no bar
 * @param versions every version, the most frequent first
 */
record SharePlot(String title, String parameter, List<Bar> bars, long others, List<Bar> versions) {

	private static final int MAX_BARS = 6;

	private static final int MAX_VERSIONS = 500;

	private static final Pattern MINOR = Pattern.compile("\\D{0,2}(\\d{1,9}\\.\\d{1,9})\\b.*");

	static SharePlot of(String title, String parameter, List<Fleet.Share> shares) {
		Map<Fleet.Share, Long> minors = new LinkedHashMap<>();
		shares.forEach((share) -> minors.merge(new Fleet.Share(share.name(), minor(share.version()), 0),
				share.deployments(), Long::sum));
		List<Fleet.Share> sorted = minors.entrySet()
			.stream()
			.sorted(Map.Entry.<Fleet.Share, Long>comparingByValue().reversed())
			.map((entry) -> new Fleet.Share(entry.getKey().name(), entry.getKey().version(), entry.getValue()))
			.toList();
		long max = (sorted.isEmpty()) ? 1 : sorted.get(0).deployments();
		return new SharePlot(title, parameter, sorted.stream().limit(MAX_BARS).map((share) -> bar(share, max)).toList(),
				sorted.stream().skip(MAX_BARS).mapToLong(Fleet.Share::deployments).sum(),
				shares.stream().limit(MAX_VERSIONS).map((share) -> bar(share, max)).toList());
	}

	/**
	 * The first two numbers of a version, without what a range begins with.
	 */
	static @Nullable String minor(@Nullable String version) {
		Matcher matcher = MINOR.matcher((version != null) ? version : "");
		return (matcher.matches()) ? matcher.group(1) : version;
	}

	private static Bar bar(Fleet.Share share, long max) {
		String label = (share.version() != null) ? share.name() + " " + share.version() : share.name();
		return new Bar(label, share.name(), share.version(), share.deployments(),
				String.format(Locale.ROOT, "%.1f%%", Math.min(100, Math.max(1, share.deployments() * 100.0 / max))));
	}

	/**
	 * One bar.
	 *
	 * @param name what it stands for
	 * @param of the name without a version
	 * @param version the version, or null
	 * @param deployments how many
	 * @param width how long it is, of the longest possible
	 */
	record Bar(String name, String of, @Nullable String version, long deployments, String width) {

	}

}
