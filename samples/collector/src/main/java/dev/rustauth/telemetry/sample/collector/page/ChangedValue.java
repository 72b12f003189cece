package dev.rustauth.telemetry.sample.collector.page;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.sample.collector.store.Change;

/**
 * A value that changed, for people.
 *
 * @param path where
 * @param removed the old value, or null if there is nothing to show
 * @param added the new value, or null if there is nothing to show
 * @param gone whether a value, rather than an element of a list, is gone
 */
record ChangedValue(String path, @Nullable String removed, @Nullable String added, boolean gone) {

	static ChangedValue of(Change change) {
		return new ChangedValue(change.path(), shown(change.before(), "removed"), shown(change.after(), "added"),
				change.after() == null && change.before() != null && !change.before().isEmpty());
	}

	private static @Nullable String shown(@Nullable String value, String element) {
		if (value == null) {
			return null;
		}
		return switch (value) {
			case "" -> element;
			case "{}" -> "{} (empty)";
			case "[]" -> "[] (empty)";
			default -> value;
		};
	}

}
