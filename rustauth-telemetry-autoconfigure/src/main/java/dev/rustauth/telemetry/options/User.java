package dev.rustauth.telemetry.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The user table.
 *
 * @param modelName name of the user table, reported as set or not
 * @param fields column names by field of the user table, reported without the column
 * names
 * @param additionalFields fields added to the user table, by name
 * @param changeEmail change of the email address
 * @since 0.1.0
 */
public record User(@Nullable String modelName, @DefaultValue Map<String, String> fields,
		@DefaultValue Map<String, AdditionalField> additionalFields,
		@DefaultValue @NestedConfigurationProperty ChangeEmail changeEmail) {

	static final User DEFAULTS = new User(null, Map.of(), Map.of(), ChangeEmail.DEFAULTS);

	/**
	 * Forget each text that is only reported as present.
	 */
	public User {
		modelName = Presence.of(modelName);
		fields = Presence.ofValues(fields);
		additionalFields = Values.copy(additionalFields);
	}

	/**
	 * Change of the email address by its user.
	 *
	 * @param enabled whether users can change their email address
	 * @param sendChangeEmailConfirmation whether a callback sends the confirmation email
	 * @since 0.1.0
	 */
	public record ChangeEmail(boolean enabled, boolean sendChangeEmailConfirmation) {

		static final ChangeEmail DEFAULTS = new ChangeEmail(false, false);

		/**
		 * Builder of {@link ChangeEmail}: each method sets the component of the same
		 * name.
		 */
		public static final class Builder {

			private boolean enabled;

			private boolean sendChangeEmailConfirmation;

			Builder(ChangeEmail from) {
				this.enabled = from.enabled();
				this.sendChangeEmailConfirmation = from.sendChangeEmailConfirmation();
			}

			public Builder enabled(boolean enabled) {
				this.enabled = enabled;
				return this;
			}

			public Builder sendChangeEmailConfirmation(boolean sendChangeEmailConfirmation) {
				this.sendChangeEmailConfirmation = sendChangeEmailConfirmation;
				return this;
			}

			ChangeEmail build() {
				return new ChangeEmail(this.enabled, this.sendChangeEmailConfirmation);
			}

		}

	}

	/**
	 * Builder of {@link User}: each method sets the component of the same name.
	 */
	public static final class Builder {

		private @Nullable String modelName;

		private final Map<String, String> fields;

		private final Map<String, AdditionalField> additionalFields;

		private ChangeEmail changeEmail;

		Builder(User from) {
			this.modelName = from.modelName();
			this.fields = new LinkedHashMap<>(from.fields());
			this.additionalFields = new LinkedHashMap<>(from.additionalFields());
			this.changeEmail = from.changeEmail();
		}

		public Builder modelName(@Nullable String modelName) {
			this.modelName = modelName;
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

		/**
		 * Add a field to the table, or refine the one that has this name already.
		 * @param name name of the field, which is reported
		 * @param refinement refines the field, which starts as a required string
		 * @return this builder
		 */
		public Builder additionalField(String name, Consumer<AdditionalField.Builder> refinement) {
			AdditionalField from = this.additionalFields.getOrDefault(name, AdditionalField.DEFAULTS);
			AdditionalField.Builder builder = new AdditionalField.Builder(from);
			refinement.accept(builder);
			this.additionalFields.put(name, builder.build());
			return this;
		}

		public Builder changeEmail(Consumer<ChangeEmail.Builder> refinement) {
			ChangeEmail.Builder builder = new ChangeEmail.Builder(this.changeEmail);
			refinement.accept(builder);
			this.changeEmail = builder.build();
			return this;
		}

		User build() {
			return new User(this.modelName, this.fields, this.additionalFields, this.changeEmail);
		}

	}

}
