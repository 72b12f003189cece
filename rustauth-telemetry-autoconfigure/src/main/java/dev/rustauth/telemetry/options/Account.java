package dev.rustauth.telemetry.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
		public static final class Builder {

			private boolean enabled;

			private List<String> trustedProviders;

			private boolean updateUserInfoOnLink;

			private boolean allowUnlinkingAll;

			Builder(AccountLinking from) {
				this.enabled = from.enabled();
				this.trustedProviders = from.trustedProviders();
				this.updateUserInfoOnLink = from.updateUserInfoOnLink();
				this.allowUnlinkingAll = from.allowUnlinkingAll();
			}

			public Builder enabled(boolean enabled) {
				this.enabled = enabled;
				return this;
			}

			public Builder trustedProviders(String... trustedProviders) {
				this.trustedProviders = List.of(trustedProviders);
				return this;
			}

			public Builder updateUserInfoOnLink(boolean updateUserInfoOnLink) {
				this.updateUserInfoOnLink = updateUserInfoOnLink;
				return this;
			}

			public Builder allowUnlinkingAll(boolean allowUnlinkingAll) {
				this.allowUnlinkingAll = allowUnlinkingAll;
				return this;
			}

			AccountLinking build() {
				return new AccountLinking(this.enabled, this.trustedProviders, this.updateUserInfoOnLink,
						this.allowUnlinkingAll);
			}

		}

	}

	/**
	 * Builder of {@link Account}: each method sets the component of the same name.
	 */
	public static final class Builder {

		private @Nullable String modelName;

		private final Map<String, String> fields;

		private boolean encryptOauthTokens;

		private boolean updateAccountOnSignIn;

		private AccountLinking accountLinking;

		Builder(Account from) {
			this.modelName = from.modelName();
			this.fields = new LinkedHashMap<>(from.fields());
			this.encryptOauthTokens = from.encryptOauthTokens();
			this.updateAccountOnSignIn = from.updateAccountOnSignIn();
			this.accountLinking = from.accountLinking();
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

		public Builder encryptOauthTokens(boolean encryptOauthTokens) {
			this.encryptOauthTokens = encryptOauthTokens;
			return this;
		}

		public Builder updateAccountOnSignIn(boolean updateAccountOnSignIn) {
			this.updateAccountOnSignIn = updateAccountOnSignIn;
			return this;
		}

		public Builder accountLinking(Consumer<AccountLinking.Builder> refinement) {
			AccountLinking.Builder builder = new AccountLinking.Builder(this.accountLinking);
			refinement.accept(builder);
			this.accountLinking = builder.build();
			return this;
		}

		Account build() {
			return new Account(this.modelName, this.fields, this.encryptOauthTokens, this.updateAccountOnSignIn,
					this.accountLinking);
		}

	}

}
