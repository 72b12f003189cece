package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed from one snapshot of a deployment to the next.
 */
final class Snapshots {

	private static final int MAX_CHANGES = 100;

	/** Say no more than that nothing is below, which what is below says as well. */
	private static final Set<String> HOLLOW = Set.of("{}", "[]", "null");

	private Snapshots() {
	}

	/**
	 * Compare snapshots.
	 * @param newestFirst distinct ones, by when they were first seen
	 * @param shown how many of them are shown; one more is only compared with
	 * @return those that are shown
	 */
	static List<ComparedSnapshot> of(List<StoredSnapshot> newestFirst, int shown) {
		List<ComparedSnapshot> compared = new ArrayList<>();
		for (int i = 0; i < Math.min(shown, newestFirst.size()); i++) {
			StoredSnapshot snapshot = newestFirst.get(i);
			List<Change> changes = (i + 1 < newestFirst.size())
					? changes(newestFirst.get(i + 1).values(), snapshot.values()) : null;
			int more = (changes != null) ? Math.max(0, changes.size() - MAX_CHANGES) : 0;
			compared.add(new ComparedSnapshot(snapshot, (more > 0) ? changes.subList(0, MAX_CHANGES) : changes, more));
		}
		return compared;
	}

	static List<Change> changes(Map<String, String> before, Map<String, String> after) {
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
