package dev.rustauth.telemetry.sample.collector.store;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what two snapshots say.
 */
public final class Differences {

	/** Say no more than that nothing is below, which what is below says as well. */
	private static final Set<String> HOLLOW = Set.of("{}", "[]", "null");

	private Differences() {
	}

	/**
	 * Compare the paths and values of two snapshots.
	 * @param before the older ones
	 * @param after the newer ones
	 * @return what differs, in the order of the paths
	 */
	public static List<Change> between(Map<String, String> before, Map<String, String> after) {
		TreeMap<String, String> sortedBefore = new TreeMap<>(before);
		TreeMap<String, String> sortedAfter = new TreeMap<>(after);
		TreeSet<String> paths = new TreeSet<>(sortedBefore.keySet());
		paths.addAll(sortedAfter.keySet());
		return paths.stream()
			.filter((path) -> !Objects.equals(sortedBefore.get(path), sortedAfter.get(path)))
			.filter((path) -> !isFilled(path, sortedBefore, sortedAfter) && !isFilled(path, sortedAfter, sortedBefore))
			.map((path) -> new Change(path, sortedBefore.get(path), sortedAfter.get(path)))
			.toList();
	}

	/**
	 * Whether something that was empty on one side has something in it on the other.
	 */
	private static boolean isFilled(String path, NavigableMap<String, String> empty,
			NavigableMap<String, String> filled) {
		return HOLLOW.contains(empty.getOrDefault(path, "")) && !filled.containsKey(path)
				&& (startsWith(path + ".", filled) || startsWith(path + "[", filled));
	}

	private static boolean startsWith(String prefix, NavigableMap<String, String> values) {
		String next = values.ceilingKey(prefix);
		return next != null && next.startsWith(prefix);
	}

}
