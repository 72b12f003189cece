package dev.rustauth.telemetry.options;

import java.util.LinkedHashMap;
import java.util.Map;

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
	public static final class Builder {

		private @Nullable String modelName;

		private boolean disableCleanup;

		private final Map<String, String> fields;

		Builder(Verification from) {
			this.modelName = from.modelName();
			this.disableCleanup = from.disableCleanup();
			this.fields = new LinkedHashMap<>(from.fields());
		}

		public Builder modelName(@Nullable String modelName) {
			this.modelName = modelName;
			return this;
		}

		public Builder disableCleanup(boolean disableCleanup) {
			this.disableCleanup = disableCleanup;
			return this;
		}

		/**
		 * Add a column name of its own for one field.
		 * @param logicalName name of the field, which is reported
		 * @param columnName name of its column, which isn't
		 * @return this builder
		 */
		public Builder field(String logicalName, String columnName) {
			this.fields.put(logicalName, columnName);
			return this;
		}

		Verification build() {
			return new Verification(this.modelName, this.disableCleanup, this.fields);
		}

	}

}
