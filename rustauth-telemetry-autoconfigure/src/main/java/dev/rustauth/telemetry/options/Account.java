package dev.rustauth.telemetry.options;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Accounts and their table.
 *
 * @param modelName name of the account table, reported as set or not
 * @param fields column names by field of the account table, reported without the column
 * names
 * @param encryptOauthTokens whether OAuth tokens are encrypted at rest
 * @param updateAccountOnSignIn whether the account is updated on each sign-in
 * @param accountLinking linking of several accounts to one user
 * @since 0.1.0
 */
public record Account(@Nullable String modelName, @DefaultValue Map<String, String> fields, boolean encryptOauthTokens,
		@DefaultValue("true") boolean updateAccountOnSignIn,
		@DefaultValue @NestedConfigurationProperty AccountLinking accountLinking) {

	static final Account DEFAULTS = new Account(null, Map.of(), false, true, AccountLinking.DEFAULTS);

	/**
	 * Forget each text that is only reported as present.
	 */
	public Account {
		modelName = Presence.of(modelName);
		fields = Presence.ofValues(fields);
	}

	/**
	 * Linking of several accounts to one user.
	 *
	 * @param enabled whether accounts can be linked
	 * @param trustedProviders ids of the providers whose accounts are linked without
	 * further check
	 * @param updateUserInfoOnLink whether user details are overwritten when an account is
	 * linked
	 * @param allowUnlinkingAll whether the last account of a user can be unlinked
	 * @since 0.1.0
	 */
	public record AccountLinking(@DefaultValue("true") boolean enabled, @DefaultValue List<String> trustedProviders,
			boolean updateUserInfoOnLink, boolean allowUnlinkingAll) {

		static final AccountLinking DEFAULTS = new AccountLinking(true, List.of(), false, false);

		/**
		 * Copy the collections.
		 */
		public AccountLinking {
			trustedProviders = List.copyOf(trustedProviders);
		}

		/**
		 * Builder of {@link AccountLinking}: each method sets the component of the same
		 * name, a list as a whole.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder enabled(boolean enabled);

			public final Builder trustedProviders(String... trustedProviders) {
				return trustedProviders(List.of(trustedProviders));
			}

			public abstract Builder updateUserInfoOnLink(boolean updateUserInfoOnLink);

			public abstract Builder allowUnlinkingAll(boolean allowUnlinkingAll);

			abstract AccountLinking build();

			abstract Builder trustedProviders(List<String> trustedProviders);

		}

	}

	/**
	 * Builder of {@link Account}: each method sets the component of the same name.
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

		public abstract Builder encryptOauthTokens(boolean encryptOauthTokens);

		public abstract Builder updateAccountOnSignIn(boolean updateAccountOnSignIn);

		public final Builder accountLinking(Consumer<AccountLinking.Builder> refinement) {
			return accountLinking(Values.refine(new AutoBuilder_Account_AccountLinking_Builder(accountLinking()),
					refinement, AccountLinking.Builder::build));
		}

		abstract Account build();

		abstract Map<String, String> fields();

		abstract Builder fields(Map<String, String> fields);

		abstract AccountLinking accountLinking();

		abstract Builder accountLinking(AccountLinking accountLinking);

	}

}
