package dev.rustauth.telemetry.sample.collector.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How many deployments run which version or have switched on which feature, as bars,
 * ready to be drawn. Versions that differ in their patch only are one bar.
 *
 * @param title of what
 * @param parameter the filter that a bar leads to; for a version that of its name
 * @param bars the longest first
 * @param rest what has no bar, in words, or null if everything has one
 * @param all every version or feature, the most frequent first
 */
record SharePlot(String title, String parameter, List<Bar> bars, @Nullable String rest, List<Bar> all) {

	private static final int MAX_BARS = 6;

	private static final int MAX_VERSIONS = 500;

	static SharePlot ofVersions(String title, String parameter, List<Summary.Share> shares) {
		Map<Summary.Share, Long> minors = new LinkedHashMap<>();
		shares.forEach((share) -> minors.merge(new Summary.Share(share.name(), share.minor(), share.minor(), 0),
				share.deployments(), Long::sum));
		List<Summary.Share> sorted = minors.entrySet()
			.stream()
			.sorted(Map.Entry.<Summary.Share, Long>comparingByValue().reversed())
			.map((entry) -> new Summary.Share(entry.getKey().name(), entry.getKey().minor(), entry.getKey().minor(),
					entry.getValue()))
			.toList();
		long rest = sorted.stream().skip(MAX_BARS).mapToLong(Summary.Share::deployments).sum();
		return of(title, parameter, sorted, shares,
				words(rest, "deployment on another version", "deployments on other versions"));
	}

	/**
	 * A deployment may have many features, so those of the rest don't add up.
	 */
	static SharePlot ofFeatures(String title, String parameter, List<Summary.Share> shares) {
		return of(title, parameter, shares, shares,
				words(Math.max(0, shares.size() - MAX_BARS), "more feature", "more features"));
	}

	private static SharePlot of(String title, String parameter, List<Summary.Share> sorted, List<Summary.Share> all,
			@Nullable String rest) {
		long max = (sorted.isEmpty()) ? 1 : sorted.get(0).deployments();
		return new SharePlot(title, parameter, sorted.stream().limit(MAX_BARS).map((share) -> bar(share, max)).toList(),
				rest, all.stream().limit(MAX_VERSIONS).map((share) -> bar(share, max).exactly()).toList());
	}

	private static @Nullable String words(long number, String one, String many) {
		if (number == 0) {
			return null;
		}
		return (number == 1) ? "and 1 " + one : String.format(Locale.ROOT, "and %,d %s", number, many);
	}

	private static Bar bar(Summary.Share share, long max) {
		String label = (share.version() != null) ? share.name() + " " + share.version() : share.name();
		return new Bar(label, share.name(), share.version(), share.deployments(),
				String.format(Locale.ROOT, "%.1f%%", Math.min(100, Math.max(1, share.deployments() * 100.0 / max))));
	}

	/**
	 * One bar.
	 *
	 * @param name what it stands for
	 * @param of the name without a version
	 * @param version what asks for the version, or null
	 * @param deployments how many
	 * @param width how long it is, of the longest possible
	 */
	record Bar(String name, String of, @Nullable String version, long deployments, String width) {

		private Bar exactly() {
			return new Bar(this.name, this.of, FleetFilter.exactly(this.version), this.deployments, this.width);
		}

	}

}
