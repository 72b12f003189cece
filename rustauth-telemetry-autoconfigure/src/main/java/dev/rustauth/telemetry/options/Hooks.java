package dev.rustauth.telemetry.options;

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
	public static final class Builder {

		private boolean after;

		private boolean before;

		Builder(Hooks from) {
			this.after = from.after();
			this.before = from.before();
		}

		public Builder after(boolean after) {
			this.after = after;
			return this;
		}

		public Builder before(boolean before) {
			this.before = before;
			return this;
		}

		Hooks build() {
			return new Hooks(this.after, this.before);
		}

	}

}
