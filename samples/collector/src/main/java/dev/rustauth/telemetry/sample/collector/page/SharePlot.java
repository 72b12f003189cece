package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many deployments run which version, as bars, ready to be drawn.
 *
 * @param title of what
 * @param bars the longest first
 */
record SharePlot(String title, List<Bar> bars) {

	private static final int MAX_BARS = 6;

	static SharePlot of(String title, List<Fleet.Share> shares) {
		List<Fleet.Share> shown = new ArrayList<>(shares.subList(0, Math.min(MAX_BARS, shares.size())));
		long others = shares.stream().skip(MAX_BARS).mapToLong(Fleet.Share::deployments).sum();
		if (others > 0) {
			shown.add(new Fleet.Share("others", others));
		}
		long max = shown.stream().mapToLong(Fleet.Share::deployments).max().orElse(1);
		return new SharePlot(title,
				shown.stream()
					.map((share) -> new Bar(share.name(), share.deployments(),
							String.format(Locale.ROOT, "%.1f%%", Math.max(1, share.deployments() * 100.0 / max))))
					.toList());
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
