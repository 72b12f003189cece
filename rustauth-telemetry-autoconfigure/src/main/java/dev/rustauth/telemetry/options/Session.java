package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Sessions and their table.
 *
 * @param modelName name of the session table, reported as set or not
 * @param additionalFields fields added to the session table, by name
 * @param cookieCache cache of the session in a cookie
 * @param disableSessionRefresh whether sessions are not extended on use
 * @param expiresIn lifetime of a session, in seconds unless a unit is given
 * @param fields column names by field of the session table, reported without the column
 * names
 * @param freshAge age up to which a session counts as fresh, in seconds unless a unit is
 * given
 * @param preserveSessionInDatabase whether an ended session stays in the database
 * @param storeSessionInDatabase whether sessions are stored in the database besides the
 * secondary storage
 * @param updateAge age from which a session is extended on use, in seconds unless a unit
 * is given
 * @since 0.1.0
 */
public record Session(@Nullable String modelName, @DefaultValue Map<String, AdditionalField> additionalFields,
		@DefaultValue @NestedConfigurationProperty CookieCache cookieCache, boolean disableSessionRefresh,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expiresIn, @DefaultValue Map<String, String> fields,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration freshAge, boolean preserveSessionInDatabase,
		boolean storeSessionInDatabase, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration updateAge) {

	static final Session DEFAULTS = new Session(null, Map.of(), CookieCache.DEFAULTS, false, null, Map.of(), null,
			false, false, null);

	/**
	 * Check the numbers, and forget each text that is only reported as present.
	 * @throws IllegalArgumentException if a duration or a number is negative
	 */
	public Session {
		modelName = Presence.of(modelName);
		additionalFields = Values.copy(additionalFields);
		Values.notNegative("rustauth.session.expires-in", expiresIn);
		fields = Presence.ofValues(fields);
		Values.notNegative("rustauth.session.fresh-age", freshAge);
		Values.notNegative("rustauth.session.update-age", updateAge);
	}

	/**
	 * Cache of the session in a cookie.
	 *
	 * @param enabled whether the session is cached in a cookie
	 * @param maxAge lifetime of the cached session, in seconds unless a unit is given
	 * @param strategy encoding of the cached session
	 * @since 0.1.0
	 */
	public record CookieCache(boolean enabled, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxAge,
			@DefaultValue("compact") Strategy strategy) {

		static final CookieCache DEFAULTS = new CookieCache(false, null, Strategy.COMPACT);

		/**
		 * Check the numbers.
		 * @throws IllegalArgumentException if a duration or a number is negative
		 */
		public CookieCache {
			Values.notNegative("rustauth.session.cookie-cache.max-age", maxAge);
		}

		/**
		 * Encoding of the cached session.
		 *
		 * @since 0.1.0
		 */
		public enum Strategy {

			/**
			 * Compact encoding with a signature.
			 */
			COMPACT("compact"),

			/**
			 * Signed JSON Web Token.
			 */
			JWT("jwt"),

			/**
			 * Encrypted JSON Web Token.
			 */
			JWE("jwe");

			private final String wireName;

			Strategy(String wireName) {
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
		 * Builder of {@link CookieCache}: each method sets the component of the same
		 * name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder enabled(boolean enabled);

			public abstract Builder maxAge(@Nullable Duration maxAge);

			public abstract Builder strategy(Strategy strategy);

			abstract CookieCache build();

		}

	}

	/**
	 * Builder of {@link Session}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder modelName(@Nullable String modelName);

		/**
		 * Add a field to the table, or refine the one that has this name already.
		 * @param name name of the field, which is reported
		 * @param refinement refines the field, which starts as a required string
		 * @return this builder
		 */
		public final Builder additionalField(String name, Consumer<AdditionalField.Builder> refinement) {
			return additionalFields(AdditionalField.refine(additionalFields(), name, refinement));
		}

		public final Builder cookieCache(Consumer<CookieCache.Builder> refinement) {
			return cookieCache(Values.refine(new AutoBuilder_Session_CookieCache_Builder(cookieCache()), refinement,
					CookieCache.Builder::build));
		}

		public abstract Builder disableSessionRefresh(boolean disableSessionRefresh);

		public abstract Builder expiresIn(@Nullable Duration expiresIn);

		/**
		 * Add a column name of its own for one field.
		 * @param logicalName name of the field, which is reported
		 * @param columnName name of its column, which isn't
		 * @return this builder
		 */
		public final Builder field(String logicalName, String columnName) {
			return fields(Values.with(fields(), logicalName, columnName));
		}

		public abstract Builder freshAge(@Nullable Duration freshAge);

		public abstract Builder preserveSessionInDatabase(boolean preserveSessionInDatabase);

		public abstract Builder storeSessionInDatabase(boolean storeSessionInDatabase);

		public abstract Builder updateAge(@Nullable Duration updateAge);

		abstract Session build();

		abstract Map<String, AdditionalField> additionalFields();

		abstract Builder additionalFields(Map<String, AdditionalField> additionalFields);

		abstract CookieCache cookieCache();

		abstract Builder cookieCache(CookieCache cookieCache);

		abstract Map<String, String> fields();

		abstract Builder fields(Map<String, String> fields);

	}

}
