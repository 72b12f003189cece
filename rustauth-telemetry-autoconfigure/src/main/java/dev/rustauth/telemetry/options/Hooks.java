package dev.rustauth.telemetry.options;

import com.google.auto.value.AutoBuilder;

/**
 * Hooks around requests.
 *
 * @param after whether a hook runs after requests
 * @param before whether a hook runs before requests
 * @since 0.1.0
 */
public record Hooks(boolean after, boolean before) {

	static final Hooks DEFAULTS = new Hooks(false, false);

	/**
	 * Builder of {@link Hooks}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder after(boolean after);

		public abstract Builder before(boolean before);

		abstract Hooks build();

	}

}
