package dev.rustauth.telemetry.options;

import java.util.Map;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A field that the application adds to a table of the auth library.
 *
 * @param type type of the field
 * @param required whether the field is required
 * @param input whether a client may set the field
 * @param returned whether the field is returned to clients
 * @param defaultValue default value, reported as set or not
 * @param dbName name of the column, reported as set or not
 * @since 0.1.0
 */
public record AdditionalField(@DefaultValue("String") Type type, @DefaultValue("true") boolean required,
		@DefaultValue("true") boolean input, @DefaultValue("true") boolean returned, @Nullable String defaultValue,
		@Nullable String dbName) {

	static final AdditionalField DEFAULTS = new AdditionalField(Type.STRING, true, true, true, null, null);

	/**
	 * Forget each text that is only reported as present.
	 */
	public AdditionalField {
		defaultValue = Presence.of(defaultValue);
		dbName = Presence.of(dbName);
	}

	/**
	 * Add a field, or refine the one that has this name already.
	 * @return the fields with this one
	 */
	static Map<String, AdditionalField> refine(Map<String, AdditionalField> fields, String name,
			Consumer<Builder> refinement) {
		Builder builder = new AutoBuilder_AdditionalField_Builder(fields.getOrDefault(name, DEFAULTS));
		return Values.with(fields, name, Values.refine(builder, refinement, Builder::build));
	}

	/**
	 * Type of an additional field.
	 *
	 * @since 0.1.0
	 */
	public enum Type {

		/**
		 * A text.
		 */
		STRING("String"),

		/**
		 * A number.
		 */
		NUMBER("Number"),

		/**
		 * A truth value.
		 */
		BOOLEAN("Boolean"),

		/**
		 * A point in time.
		 */
		TIMESTAMP("Timestamp"),

		/**
		 * Any JSON value.
		 */
		JSON("Json"),

		/**
		 * A list of texts.
		 */
		STRING_ARRAY("StringArray"),

		/**
		 * A list of numbers.
		 */
		NUMBER_ARRAY("NumberArray");

		private final String wireName;

		Type(String wireName) {
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
	 * Builder of {@link AdditionalField}: each method sets the component of the same
	 * name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder type(Type type);

		public abstract Builder required(boolean required);

		public abstract Builder input(boolean input);

		public abstract Builder returned(boolean returned);

		public abstract Builder defaultValue(@Nullable String defaultValue);

		public abstract Builder dbName(@Nullable String dbName);

		abstract AdditionalField build();

	}

}
