package dev.rustauth.telemetry.options;

import com.google.auto.value.AutoBuilder;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Logging of the auth library.
 *
 * @param disabled whether logging is off
 * @param level lowest level that is logged
 * @param log whether a custom handler receives log messages
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
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder disabled(boolean disabled);

		public abstract Builder level(Level level);

		public abstract Builder log(boolean log);

		abstract Logger build();

	}

}
