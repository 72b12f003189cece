package dev.rustauth.telemetry.sample.collector.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How many deployments run which version, and have switched on which auth feature. Filled
 * by one thread, row by row.
 */
final class Summary {

	private static final Comparator<Share> MOST_FREQUENT = Comparator.comparingLong(Share::deployments)
		.reversed()
		.thenComparing(Share::name)
		.thenComparing(Share::version, Comparator.nullsLast(Comparator.naturalOrder()));

	private final Map<Share, Long> frameworks = new HashMap<>();

	private final Map<Share, Long> runtimes = new HashMap<>();

	private final Map<String, Long> features = new HashMap<>();

	private long deployments;

	/**
	 * Add deployments that say the same.
	 */
	void add(ResultSet rows) throws SQLException {
		long number = rows.getLong("deployments");
		this.deployments += number;
		add(this.frameworks, rows, "framework", number);
		add(this.runtimes, rows, "runtime", number);
		String on = rows.getString("features");
		if (on != null) {
			Set.copyOf(Arrays.asList(on.split("\n"))).forEach((name) -> this.features.merge(name, number, Long::sum));
		}
	}

	private static void add(Map<Share, Long> shares, ResultSet rows, String what, long number) throws SQLException {
		String name = rows.getString(what);
		if (name != null) {
			shares.merge(new Share(name, rows.getString(what + "_version"), rows.getString(what + "_minor"), 0), number,
					Long::sum);
		}
	}

	long deployments() {
		return this.deployments;
	}

	List<Share> frameworks() {
		return sorted(this.frameworks);
	}

	List<Share> runtimes() {
		return sorted(this.runtimes);
	}

	/**
	 * How many deployments have switched on which auth feature, the most frequent first.
	 */
	List<Share> features() {
		return this.features.entrySet()
			.stream()
			.map((entry) -> new Share(entry.getKey(), null, null, entry.getValue()))
			.sorted(MOST_FREQUENT)
			.toList();
	}

	private static List<Share> sorted(Map<Share, Long> shares) {
		return shares.entrySet()
			.stream()
			.map((entry) -> entry.getKey().of(entry.getValue()))
			.sorted(MOST_FREQUENT)
			.toList();
	}

	/**
	 * How many deployments run a version.
	 *
	 * @param name of what
	 * @param version which, or null
	 * @param minor its first two numbers, or null
	 * @param deployments how many
	 */
	record Share(String name, @Nullable String version, @Nullable String minor, long deployments) {

		private Share of(long number) {
			return new Share(this.name, this.version, this.minor, number);
		}

	}

}
