package dev.rustauth.telemetry.options;

import java.util.Map;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The verification table.
 *
 * @param modelName name of the verification table, reported as set or not
 * @param disableCleanup whether expired verifications are kept
 * @param fields column names by field of the verification table, reported without the
 * column names
 * @since 0.1.0
 */
public record Verification(@Nullable String modelName, boolean disableCleanup,
		@DefaultValue Map<String, String> fields) {

	static final Verification DEFAULTS = new Verification(null, false, Map.of());

	/**
	 * Forget each text that is only reported as present.
	 */
	public Verification {
		modelName = Presence.of(modelName);
		fields = Presence.ofValues(fields);
	}

	/**
	 * Builder of {@link Verification}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder modelName(@Nullable String modelName);

		public abstract Builder disableCleanup(boolean disableCleanup);

		/**
		 * Add a column name of its own for one field.
		 * @param logicalName name of the field, which is reported
		 * @param columnName name of its column, which isn't
		 * @return this builder
		 */
		public final Builder field(String logicalName, String columnName) {
			return fields(Values.with(fields(), logicalName, columnName));
		}

		abstract Verification build();

		abstract Map<String, String> fields();

		abstract Builder fields(Map<String, String> fields);

	}

}
