package dev.rustauth.telemetry.sample.collector.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot, and what is new about it.
 *
 * @param snapshot what the starts said
 * @param changes what differs from the snapshot before, or null if there is none
 * @param more how many changes are left out
 */
record ComparedSnapshot(StoredSnapshot snapshot, @Nullable List<ChangedValue> changes, int more) {

	/**
	 * Say it in a heading. Public, because templates call it.
	 * @return the heading
	 */
	public String title() {
		if (this.changes == null) {
			return "First snapshot";
		}
		int count = this.changes.size() + this.more;
		return (count == 1) ? "1 change" : count + " changes";
	}

}
