package dev.rustauth.telemetry.options;

import java.util.Map;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
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
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder enabled(boolean enabled);

			public abstract Builder sendChangeEmailConfirmation(boolean sendChangeEmailConfirmation);

			abstract ChangeEmail build();

		}

	}

	/**
	 * Builder of {@link User}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder modelName(@Nullable String modelName);

		/**
		 * Add a column name of its own for one field.
		 * @param logicalName name of the field, which is reported
		 * @param columnName name of its column, which isn't
		 * @return this builder
		 */
		public final Builder field(String logicalName, String columnName) {
			return fields(Values.with(fields(), logicalName, columnName));
		}

		/**
		 * Add a field to the table, or refine the one that has this name already.
		 * @param name name of the field, which is reported
		 * @param refinement refines the field, which starts as a required string
		 * @return this builder
		 */
		public final Builder additionalField(String name, Consumer<AdditionalField.Builder> refinement) {
			return additionalFields(AdditionalField.refine(additionalFields(), name, refinement));
		}

		public final Builder changeEmail(Consumer<ChangeEmail.Builder> refinement) {
			return changeEmail(Values.refine(new AutoBuilder_User_ChangeEmail_Builder(changeEmail()), refinement,
					ChangeEmail.Builder::build));
		}

		abstract User build();

		abstract Map<String, String> fields();

		abstract Builder fields(Map<String, String> fields);

		abstract Map<String, AdditionalField> additionalFields();

		abstract Builder additionalFields(Map<String, AdditionalField> additionalFields);

		abstract ChangeEmail changeEmail();

		abstract Builder changeEmail(ChangeEmail changeEmail);

	}

}
