package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Rate limiting and its table.
 *
 * @param storage where requests are counted
 * @param modelName name of the rate limit table, reported as set or not
 * @param window time window in which requests are counted, in seconds unless a unit is
 * given
 * @param customStorage whether a custom storage counts requests
 * @param enabled whether rate limiting is on, decided by the auth library when unset
 * @param max maximum number of requests in the window
 * @since 0.1.0
 */
public record RateLimit(@DefaultValue("memory") Storage storage, @Nullable String modelName,
		@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration window, boolean customStorage,
		@Nullable Boolean enabled, @DefaultValue("100") long max) {

	static final RateLimit DEFAULTS = new RateLimit(Storage.MEMORY, null, Duration.ofSeconds(10), false, null, 100);

	/**
	 * Check the numbers, and forget each text that is only reported as present.
	 * @throws IllegalArgumentException if a duration or a number is negative
	 */
	public RateLimit {
		modelName = Presence.of(modelName);
		Values.notNegative("rustauth.rate-limit.window", window);
		Values.notNegative("rustauth.rate-limit.max", max);
	}

	/**
	 * Where requests are counted.
	 *
	 * @since 0.1.0
	 */
	public enum Storage {

		/**
		 * In memory.
		 */
		MEMORY("memory"),

		/**
		 * In the database.
		 */
		DATABASE("database"),

		/**
		 * In the secondary storage.
		 */
		SECONDARY_STORAGE("secondaryStorage");

		private final String wireName;

		Storage(String wireName) {
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
	 * Builder of {@link RateLimit}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder storage(Storage storage);

		public abstract Builder modelName(@Nullable String modelName);

		public abstract Builder window(Duration window);

		public abstract Builder customStorage(boolean customStorage);

		public abstract Builder enabled(@Nullable Boolean enabled);

		public abstract Builder max(long max);

		abstract RateLimit build();

	}

}
