package dev.rustauth.telemetry.options;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Logging of the auth library.
 *
 * @param disabled whether logging is off
 * @param level lowest level that is logged
 * @param log whether an own handler receives log messages
 * @since 0.1.0
 */
public record Logger(boolean disabled, @DefaultValue("warn") Level level, boolean log) {

	static final Logger DEFAULTS = new Logger(false, Level.WARN, false);

	/**
	 * Level of a log message.
	 *
	 * @since 0.1.0
	 */
	public enum Level {

		/**
		 * Debug.
		 */
		DEBUG("debug"),

		/**
		 * Information.
		 */
		INFO("info"),

		/**
		 * Success.
		 */
		SUCCESS("success"),

		/**
		 * Warning.
		 */
		WARN("warn"),

		/**
		 * Error.
		 */
		ERROR("error");

		private final String wireName;

		Level(String wireName) {
			this.wireName = wireName;
		}

		/**
		 * The spelling of this value in the config snapshot.
		 * @return the name on the wire
		 */
		public String wireName() {
			return this.wireName;
		}

	}

	/**
	 * Builder of {@link Logger}: each method sets the component of the same name.
	 */
	public static final class Builder {

		private boolean disabled;

		private Level level;

		private boolean log;

		Builder(Logger from) {
			this.disabled = from.disabled();
			this.level = from.level();
			this.log = from.log();
		}

		public Builder disabled(boolean disabled) {
			this.disabled = disabled;
			return this;
		}

		public Builder level(Level level) {
			this.level = level;
			return this;
		}

		public Builder log(boolean log) {
			this.log = log;
			return this;
		}

		Logger build() {
			return new Logger(this.disabled, this.level, this.log);
		}

	}

}
