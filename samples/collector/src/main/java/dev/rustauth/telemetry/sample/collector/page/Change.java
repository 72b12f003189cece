package dev.rustauth.telemetry.sample.collector.page;

import org.jspecify.annotations.Nullable;

/**
 * A value that changed.
 *
 * @param path where
 * @param before the old value as JSON, or null if it wasn't there
 * @param after the new value as JSON, or null if it is gone
 */
record Change(String path, @Nullable String before, @Nullable String after) {

	/**
	 * The old value for people. Public, because templates call it.
	 * @return the text, or null if there is nothing to show
	 */
	public @Nullable String removed() {
		if (this.before == null) {
			return null;
		}
		return (this.before.isEmpty()) ? "removed" : shown(this.before);
	}

	/**
	 * The new value for people. Public, because templates call it.
	 * @return the text, or null if there is nothing to show
	 */
	public @Nullable String added() {
		if (this.after == null) {
			return null;
		}
		return (this.after.isEmpty()) ? "added" : shown(this.after);
	}

	/**
	 * Whether a value, rather than an element of a list, is gone. Public, because
	 * templates call it.
	 * @return whether it is gone
	 */
	public boolean isGone() {
		return this.after == null && this.before != null && !this.before.isEmpty();
	}

	private static String shown(String value) {
		return switch (value) {
			case "{}" -> "{} (empty)";
			case "[]" -> "[] (empty)";
			default -> value;
		};
	}

}
