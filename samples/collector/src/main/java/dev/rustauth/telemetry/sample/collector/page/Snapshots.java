package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.List;

import dev.rustauth.telemetry.sample.collector.store.Differences;

/**
 * What changed from one snapshot of a deployment to the next.
 */
final class Snapshots {

	private static final int MAX_CHANGES = 100;

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
			List<ChangedValue> changes = (i + 1 < newestFirst.size())
					? Differences.between(newestFirst.get(i + 1).values(), snapshot.values())
						.stream()
						.map(ChangedValue::of)
						.toList()
					: null;
			int more = (changes != null) ? Math.max(0, changes.size() - MAX_CHANGES) : 0;
			compared.add(new ComparedSnapshot(snapshot, (more > 0) ? changes.subList(0, MAX_CHANGES) : changes, more));
		}
		return compared;
	}

}
