package dev.rustauth.telemetry.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.annotation.Lazy;

/**
 * The auth options from which the config snapshot of the {@code init} event is created.
 * <p>
 * Bound from {@code rustauth.*}: the property of a value is {@code rustauth.} and its
 * path in the snapshot in kebab case. A value that cannot be bound keeps its default and
 * does not stop the application. A bean of this type, created with {@link #builder()},
 * replaces the bound one.
 * <p>
 * Callbacks are booleans that say whether one is set. Texts that are only reported as
 * present, or counted, are replaced by a marker when a record is created, and there is no
 * option for a secret: what the options do not contain cannot leak. An unset value is
 * {@code null}. Instances are immutable, keep the order of their collections, and are
 * safe to share between threads.
 *
 * @param baseUrl base URL of the application, which feeds the anonymous id only and is
 * never reported
 * @param emailVerification verification of email addresses
 * @param emailAndPassword sign-in with an email address and a password
 * @param socialProviders registered social providers by id
 * @param plugins ids of the plugins, in order of registration
 * @param user the user table
 * @param verification the verification table
 * @param session sessions and their table
 * @param account accounts and their table
 * @param hooks hooks around requests
 * @param secondaryStorage whether a secondary storage is set
 * @param advanced advanced options
 * @param trustedOrigins origins that are trusted, of which only the number is reported
 * @param rateLimit rate limiting and its table
 * @param onApiError what happens when the auth API fails
 * @param logger logging of the auth library
 * @param databaseHooks hooks around changes in the database
 * @since 0.1.0
 */
@Lazy
@ConfigurationProperties(prefix = "rustauth", ignoreInvalidFields = true)
public record RustAuthOptions(@Nullable String baseUrl, @DefaultValue EmailVerification emailVerification,
		@DefaultValue EmailAndPassword emailAndPassword, @DefaultValue Map<String, SocialProvider> socialProviders,
		@DefaultValue List<String> plugins, @DefaultValue User user, @DefaultValue Verification verification,
		@DefaultValue Session session, @DefaultValue Account account, @DefaultValue Hooks hooks,
		boolean secondaryStorage, @DefaultValue Advanced advanced, @Nullable List<String> trustedOrigins,
		@DefaultValue RateLimit rateLimit, @DefaultValue OnApiError onApiError, @DefaultValue Logger logger,
		@DefaultValue DatabaseHooks databaseHooks) {

	static final RustAuthOptions DEFAULTS = new RustAuthOptions(null, EmailVerification.DEFAULTS,
			EmailAndPassword.DEFAULTS, Map.of(), List.of(), User.DEFAULTS, Verification.DEFAULTS, Session.DEFAULTS,
			Account.DEFAULTS, Hooks.DEFAULTS, false, Advanced.DEFAULTS, null, RateLimit.DEFAULTS, OnApiError.DEFAULTS,
			Logger.DEFAULTS, DatabaseHooks.DEFAULTS);

	/**
	 * Forget each text that is only reported as present.
	 */
	public RustAuthOptions {
		socialProviders = Values.copy(socialProviders);
		plugins = List.copyOf(plugins);
		trustedOrigins = Presence.ofEach(trustedOrigins);
	}

	/**
	 * Create a builder with the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new AutoBuilder_RustAuthOptions_Builder(DEFAULTS);
	}

	/**
	 * Create a builder with these options.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		return new AutoBuilder_RustAuthOptions_Builder(this);
	}

	/**
	 * All options but the base URL, of which it only says whether it is set.
	 */
	@Override
	public String toString() {
		return "RustAuthOptions[baseUrl=" + Presence.of(this.baseUrl) + ", emailVerification=" + this.emailVerification
				+ ", emailAndPassword=" + this.emailAndPassword + ", socialProviders=" + this.socialProviders
				+ ", plugins=" + this.plugins + ", user=" + this.user + ", verification=" + this.verification
				+ ", session=" + this.session + ", account=" + this.account + ", hooks=" + this.hooks
				+ ", secondaryStorage=" + this.secondaryStorage + ", advanced=" + this.advanced + ", trustedOrigins="
				+ this.trustedOrigins + ", rateLimit=" + this.rateLimit + ", onApiError=" + this.onApiError
				+ ", logger=" + this.logger + ", databaseHooks=" + this.databaseHooks + "]";
	}

	/**
	 * Builder of {@link RustAuthOptions}: each method sets the component of the same
	 * name, a list as a whole.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder baseUrl(@Nullable String baseUrl);

		public final Builder emailVerification(Consumer<EmailVerification.Builder> refinement) {
			return emailVerification(
					Values.refine(new AutoBuilder_RustAuthOptions_EmailVerification_Builder(emailVerification()),
							refinement, EmailVerification.Builder::build));
		}

		public final Builder emailAndPassword(Consumer<EmailAndPassword.Builder> refinement) {
			return emailAndPassword(
					Values.refine(new AutoBuilder_RustAuthOptions_EmailAndPassword_Builder(emailAndPassword()),
							refinement, EmailAndPassword.Builder::build));
		}

		/**
		 * Register a social provider with default settings. Does nothing if it is already
		 * registered.
		 * @param id id of the provider, which is reported
		 * @return this builder
		 */
		public final Builder socialProvider(String id) {
			return socialProvider(id, (provider) -> {
			});
		}

		/**
		 * Register a social provider, or refine the one already registered with this id.
		 * @param id id of the provider, which is reported
		 * @param refinement refines its settings
		 * @return this builder
		 */
		public final Builder socialProvider(String id, Consumer<SocialProvider.Builder> refinement) {
			SocialProvider from = socialProviders().getOrDefault(id, SocialProvider.DEFAULTS);
			SocialProvider.Builder builder = new AutoBuilder_RustAuthOptions_SocialProvider_Builder(from);
			return socialProviders(Values.with(socialProviders(), id,
					Values.refine(builder, refinement, SocialProvider.Builder::build)));
		}

		public final Builder plugins(String... plugins) {
			return plugins(List.of(plugins));
		}

		public final Builder user(Consumer<User.Builder> refinement) {
			return user(Values.refine(new AutoBuilder_RustAuthOptions_User_Builder(user()), refinement,
					User.Builder::build));
		}

		public final Builder verification(Consumer<Verification.Builder> refinement) {
			return verification(Values.refine(new AutoBuilder_RustAuthOptions_Verification_Builder(verification()),
					refinement, Verification.Builder::build));
		}

		public final Builder session(Consumer<Session.Builder> refinement) {
			return session(Values.refine(new AutoBuilder_RustAuthOptions_Session_Builder(session()), refinement,
					Session.Builder::build));
		}

		public final Builder account(Consumer<Account.Builder> refinement) {
			return account(Values.refine(new AutoBuilder_RustAuthOptions_Account_Builder(account()), refinement,
					Account.Builder::build));
		}

		public final Builder hooks(Consumer<Hooks.Builder> refinement) {
			return hooks(Values.refine(new AutoBuilder_RustAuthOptions_Hooks_Builder(hooks()), refinement,
					Hooks.Builder::build));
		}

		public abstract Builder secondaryStorage(boolean secondaryStorage);

		public final Builder advanced(Consumer<Advanced.Builder> refinement) {
			return advanced(Values.refine(new AutoBuilder_RustAuthOptions_Advanced_Builder(advanced()), refinement,
					Advanced.Builder::build));
		}

		public final Builder trustedOrigins(String... trustedOrigins) {
			return trustedOrigins(List.of(trustedOrigins));
		}

		public final Builder rateLimit(Consumer<RateLimit.Builder> refinement) {
			return rateLimit(Values.refine(new AutoBuilder_RustAuthOptions_RateLimit_Builder(rateLimit()), refinement,
					RateLimit.Builder::build));
		}

		public final Builder onApiError(Consumer<OnApiError.Builder> refinement) {
			return onApiError(Values.refine(new AutoBuilder_RustAuthOptions_OnApiError_Builder(onApiError()),
					refinement, OnApiError.Builder::build));
		}

		public final Builder logger(Consumer<Logger.Builder> refinement) {
			return logger(Values.refine(new AutoBuilder_RustAuthOptions_Logger_Builder(logger()), refinement,
					Logger.Builder::build));
		}

		public final Builder databaseHooks(Consumer<DatabaseHooks.Builder> refinement) {
			return databaseHooks(Values.refine(new AutoBuilder_RustAuthOptions_DatabaseHooks_Builder(databaseHooks()),
					refinement, DatabaseHooks.Builder::build));
		}

		/**
		 * Add a plugin after those already added.
		 * @param id id of the plugin, which is reported
		 * @return this builder
		 */
		public final Builder plugin(String id) {
			List<String> ids = new ArrayList<>(plugins());
			ids.add(id);
			return plugins(ids);
		}

		/**
		 * Build the options. The builder can be used further.
		 * @return new options
		 */
		public abstract RustAuthOptions build();

		abstract EmailVerification emailVerification();

		abstract Builder emailVerification(EmailVerification emailVerification);

		abstract EmailAndPassword emailAndPassword();

		abstract Builder emailAndPassword(EmailAndPassword emailAndPassword);

		abstract Map<String, SocialProvider> socialProviders();

		abstract Builder socialProviders(Map<String, SocialProvider> socialProviders);

		abstract List<String> plugins();

		abstract Builder plugins(List<String> plugins);

		abstract User user();

		abstract Builder user(User user);

		abstract Verification verification();

		abstract Builder verification(Verification verification);

		abstract Session session();

		abstract Builder session(Session session);

		abstract Account account();

		abstract Builder account(Account account);

		abstract Hooks hooks();

		abstract Builder hooks(Hooks hooks);

		abstract Advanced advanced();

		abstract Builder advanced(Advanced advanced);

		abstract Builder trustedOrigins(@Nullable List<String> trustedOrigins);

		abstract RateLimit rateLimit();

		abstract Builder rateLimit(RateLimit rateLimit);

		abstract OnApiError onApiError();

		abstract Builder onApiError(OnApiError onApiError);

		abstract Logger logger();

		abstract Builder logger(Logger logger);

		abstract DatabaseHooks databaseHooks();

		abstract Builder databaseHooks(DatabaseHooks databaseHooks);

	}

	/**
	 * Verification of email addresses.
	 *
	 * @param sendVerificationEmail whether a callback sends the verification email
	 * @param sendOnSignUp whether the verification email is sent on sign-up
	 * @param sendOnSignIn whether the verification email is sent on sign-in of an
	 * unverified user
	 * @param autoSignInAfterVerification whether a user is signed in once the address is
	 * verified
	 * @param expiresIn lifetime of a verification token, in seconds unless a unit is
	 * given
	 * @param beforeEmailVerification whether a callback runs before an address is
	 * verified
	 * @param afterEmailVerification whether a callback runs after an address is verified
	 * @since 0.1.0
	 */
	public record EmailVerification(boolean sendVerificationEmail, boolean sendOnSignUp, boolean sendOnSignIn,
			boolean autoSignInAfterVerification, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expiresIn,
			boolean beforeEmailVerification, boolean afterEmailVerification) {

		static final EmailVerification DEFAULTS = new EmailVerification(false, false, false, false, null, false, false);

		/**
		 * Check the numbers.
		 * @throws IllegalArgumentException if a duration or a number is negative
		 */
		public EmailVerification {
			Values.notNegative("rustauth.email-verification.expires-in", expiresIn);
		}

		/**
		 * Builder of {@link EmailVerification}: each method sets the component of the
		 * same name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder sendVerificationEmail(boolean sendVerificationEmail);

			public abstract Builder sendOnSignUp(boolean sendOnSignUp);

			public abstract Builder sendOnSignIn(boolean sendOnSignIn);

			public abstract Builder autoSignInAfterVerification(boolean autoSignInAfterVerification);

			public abstract Builder expiresIn(@Nullable Duration expiresIn);

			public abstract Builder beforeEmailVerification(boolean beforeEmailVerification);

			public abstract Builder afterEmailVerification(boolean afterEmailVerification);

			abstract EmailVerification build();

		}

	}

	/**
	 * Sign-in with an email address and a password.
	 *
	 * @param enabled whether users can sign in with email address and password
	 * @param disableSignUp whether sign-up with email address and password is refused
	 * @param requireEmailVerification whether the address must be verified before a
	 * session is made
	 * @param maxPasswordLength maximum length of a password, in characters
	 * @param minPasswordLength minimum length of a password, in characters
	 * @param sendResetPassword whether a callback sends the email to reset a password
	 * @param resetPasswordTokenExpiresIn lifetime of a token to reset a password, in
	 * seconds unless a unit is given
	 * @param onPasswordReset whether a callback runs after a password is reset
	 * @param password own hashing of passwords
	 * @param autoSignIn whether a user is signed in on sign-up
	 * @param revokeSessionsOnPasswordReset whether the other sessions end when a password
	 * is reset
	 * @since 0.1.0
	 */
	public record EmailAndPassword(boolean enabled, boolean disableSignUp, boolean requireEmailVerification,
			@DefaultValue("128") int maxPasswordLength, @DefaultValue("8") int minPasswordLength,
			boolean sendResetPassword, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration resetPasswordTokenExpiresIn,
			boolean onPasswordReset, @DefaultValue Password password, @DefaultValue("true") boolean autoSignIn,
			boolean revokeSessionsOnPasswordReset) {

		static final EmailAndPassword DEFAULTS = new EmailAndPassword(false, false, false, 128, 8, false, null, false,
				Password.DEFAULTS, true, false);

		/**
		 * Check the numbers.
		 * @throws IllegalArgumentException if a duration or a number is negative
		 */
		public EmailAndPassword {
			Values.notNegative("rustauth.email-and-password.max-password-length", maxPasswordLength);
			Values.notNegative("rustauth.email-and-password.min-password-length", minPasswordLength);
			Values.notNegative("rustauth.email-and-password.reset-password-token-expires-in",
					resetPasswordTokenExpiresIn);
		}

		/**
		 * Own hashing of passwords.
		 *
		 * @param hash whether a callback hashes passwords
		 * @param verify whether a callback verifies passwords
		 * @since 0.1.0
		 */
		public record Password(boolean hash, boolean verify) {

			static final Password DEFAULTS = new Password(false, false);

			/**
			 * Builder of {@link Password}: each method sets the component of the same
			 * name.
			 */
			@AutoBuilder
			public abstract static class Builder {

				public abstract Builder hash(boolean hash);

				public abstract Builder verify(boolean verify);

				abstract Password build();

			}

		}

		/**
		 * Builder of {@link EmailAndPassword}: each method sets the component of the same
		 * name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder enabled(boolean enabled);

			public abstract Builder disableSignUp(boolean disableSignUp);

			public abstract Builder requireEmailVerification(boolean requireEmailVerification);

			public abstract Builder maxPasswordLength(int maxPasswordLength);

			public abstract Builder minPasswordLength(int minPasswordLength);

			public abstract Builder sendResetPassword(boolean sendResetPassword);

			public abstract Builder resetPasswordTokenExpiresIn(@Nullable Duration resetPasswordTokenExpiresIn);

			public abstract Builder onPasswordReset(boolean onPasswordReset);

			public final Builder password(Consumer<Password.Builder> refinement) {
				return password(
						Values.refine(new AutoBuilder_RustAuthOptions_EmailAndPassword_Password_Builder(password()),
								refinement, Password.Builder::build));
			}

			public abstract Builder autoSignIn(boolean autoSignIn);

			public abstract Builder revokeSessionsOnPasswordReset(boolean revokeSessionsOnPasswordReset);

			abstract EmailAndPassword build();

			abstract Password password();

			abstract Builder password(Password password);

		}

	}

	/**
	 * A registered social provider, without its client id, secret and other credentials.
	 * To register a provider without settings, set an empty scope:
	 * {@code rustauth.social-providers.github.scope=}.
	 *
	 * @param disableDefaultScope whether the provider's default scopes are left out
	 * @param disableIdTokenSignIn whether sign-in with an id token is refused
	 * @param disableImplicitSignUp whether sign-up happens only on explicit request
	 * @param disableSignUp whether sign-up through this provider is refused
	 * @param overrideUserInfoOnSignIn whether user details are overwritten on each
	 * sign-in
	 * @param prompt value of the prompt parameter of the authorization request
	 * @param scope scopes asked for besides the default ones
	 * @since 0.1.0
	 */
	public record SocialProvider(boolean disableDefaultScope, boolean disableIdTokenSignIn,
			boolean disableImplicitSignUp, boolean disableSignUp, boolean overrideUserInfoOnSignIn,
			@Nullable String prompt, @DefaultValue List<String> scope) {

		static final SocialProvider DEFAULTS = new SocialProvider(false, false, false, false, false, null, List.of());

		/**
		 * Copy the collections.
		 */
		public SocialProvider {
			scope = List.copyOf(scope);
		}

		/**
		 * Builder of {@link SocialProvider}: each method sets the component of the same
		 * name, a list as a whole.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder disableDefaultScope(boolean disableDefaultScope);

			public abstract Builder disableIdTokenSignIn(boolean disableIdTokenSignIn);

			public abstract Builder disableImplicitSignUp(boolean disableImplicitSignUp);

			public abstract Builder disableSignUp(boolean disableSignUp);

			public abstract Builder overrideUserInfoOnSignIn(boolean overrideUserInfoOnSignIn);

			public abstract Builder prompt(@Nullable String prompt);

			public final Builder scope(String... scope) {
				return scope(List.of(scope));
			}

			abstract SocialProvider build();

			abstract Builder scope(List<String> scope);

		}

	}

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
			@DefaultValue Map<String, AdditionalField> additionalFields, @DefaultValue ChangeEmail changeEmail) {

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
		 * @param sendChangeEmailConfirmation whether a callback sends the confirmation
		 * email
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
				return changeEmail(
						Values.refine(new AutoBuilder_RustAuthOptions_User_ChangeEmail_Builder(changeEmail()),
								refinement, ChangeEmail.Builder::build));
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
			Builder builder = new AutoBuilder_RustAuthOptions_AdditionalField_Builder(
					fields.getOrDefault(name, DEFAULTS));
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
		 * Builder of {@link Verification}: each method sets the component of the same
		 * name.
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

	/**
	 * Sessions and their table.
	 *
	 * @param modelName name of the session table, reported as set or not
	 * @param additionalFields fields added to the session table, by name
	 * @param cookieCache cache of the session in a cookie
	 * @param disableSessionRefresh whether sessions are not extended on use
	 * @param expiresIn lifetime of a session, in seconds unless a unit is given
	 * @param fields column names by field of the session table, reported without the
	 * column names
	 * @param freshAge age up to which a session counts as fresh, in seconds unless a unit
	 * is given
	 * @param preserveSessionInDatabase whether an ended session stays in the database
	 * @param storeSessionInDatabase whether sessions are stored in the database besides
	 * the secondary storage
	 * @param updateAge age from which a session is extended on use, in seconds unless a
	 * unit is given
	 * @since 0.1.0
	 */
	public record Session(@Nullable String modelName, @DefaultValue Map<String, AdditionalField> additionalFields,
			@DefaultValue CookieCache cookieCache, boolean disableSessionRefresh,
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
				return cookieCache(
						Values.refine(new AutoBuilder_RustAuthOptions_Session_CookieCache_Builder(cookieCache()),
								refinement, CookieCache.Builder::build));
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

	/**
	 * Accounts and their table.
	 *
	 * @param modelName name of the account table, reported as set or not
	 * @param fields column names by field of the account table, reported without the
	 * column names
	 * @param encryptOauthTokens whether OAuth tokens are encrypted at rest
	 * @param updateAccountOnSignIn whether the account is updated on each sign-in
	 * @param accountLinking linking of several accounts to one user
	 * @since 0.1.0
	 */
	public record Account(@Nullable String modelName, @DefaultValue Map<String, String> fields,
			boolean encryptOauthTokens, @DefaultValue("true") boolean updateAccountOnSignIn,
			@DefaultValue AccountLinking accountLinking) {

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
		 * @param updateUserInfoOnLink whether user details are overwritten when an
		 * account is linked
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
			 * Builder of {@link AccountLinking}: each method sets the component of the
			 * same name, a list as a whole.
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
				return accountLinking(
						Values.refine(new AutoBuilder_RustAuthOptions_Account_AccountLinking_Builder(accountLinking()),
								refinement, AccountLinking.Builder::build));
			}

			abstract Account build();

			abstract Map<String, String> fields();

			abstract Builder fields(Map<String, String> fields);

			abstract AccountLinking accountLinking();

			abstract Builder accountLinking(AccountLinking accountLinking);

		}

	}

	/**
	 * Hooks around requests.
	 *
	 * @param after whether a hook runs after requests
	 * @param before whether a hook runs before requests
	 * @since 0.1.0
	 */
	public record Hooks(boolean after, boolean before) {

		static final Hooks DEFAULTS = new Hooks(false, false);

		/**
		 * Builder of {@link Hooks}: each method sets the component of the same name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder after(boolean after);

			public abstract Builder before(boolean before);

			abstract Hooks build();

		}

	}

	/**
	 * Advanced options.
	 *
	 * @param cookiePrefix prefix of cookie names, reported as set or not
	 * @param crossSubDomainCookies cookies shared between subdomains
	 * @param useSecureCookies whether cookies are always secure, decided by the base URL
	 * when unset
	 * @param ipAddress detection of client addresses
	 * @param disableCsrfCheck whether the CSRF check is off
	 * @param cookieAttributes default attributes of cookies
	 * @since 0.1.0
	 */
	public record Advanced(@Nullable String cookiePrefix, @DefaultValue CrossSubDomainCookies crossSubDomainCookies,
			@Nullable Boolean useSecureCookies, @DefaultValue IpAddress ipAddress, boolean disableCsrfCheck,
			@DefaultValue CookieAttributes cookieAttributes) {

		static final Advanced DEFAULTS = new Advanced(null, CrossSubDomainCookies.DEFAULTS, null, IpAddress.DEFAULTS,
				false, CookieAttributes.DEFAULTS);

		/**
		 * Forget each text that is only reported as present.
		 */
		public Advanced {
			cookiePrefix = Presence.of(cookiePrefix);
		}

		/**
		 * Cookies shared between subdomains.
		 *
		 * @param domain domain of the shared cookies, reported as set or not
		 * @param enabled whether cookies are shared between subdomains
		 * @since 0.1.0
		 */
		public record CrossSubDomainCookies(@Nullable String domain, boolean enabled) {

			static final CrossSubDomainCookies DEFAULTS = new CrossSubDomainCookies(null, false);

			/**
			 * Forget each text that is only reported as present.
			 */
			public CrossSubDomainCookies {
				domain = Presence.of(domain);
			}

			/**
			 * Builder of {@link CrossSubDomainCookies}: each method sets the component of
			 * the same name.
			 */
			@AutoBuilder
			public abstract static class Builder {

				public abstract Builder domain(@Nullable String domain);

				public abstract Builder enabled(boolean enabled);

				abstract CrossSubDomainCookies build();

			}

		}

		/**
		 * Detection of client addresses.
		 *
		 * @param disableIpTracking whether client addresses are not recorded
		 * @param ipAddressHeaders names of the headers that hold the client address
		 * @since 0.1.0
		 */
		public record IpAddress(boolean disableIpTracking, @DefaultValue List<String> ipAddressHeaders) {

			static final IpAddress DEFAULTS = new IpAddress(false, List.of());

			/**
			 * Copy the collections.
			 */
			public IpAddress {
				ipAddressHeaders = List.copyOf(ipAddressHeaders);
			}

			/**
			 * Builder of {@link IpAddress}: each method sets the component of the same
			 * name, a list as a whole.
			 */
			@AutoBuilder
			public abstract static class Builder {

				public abstract Builder disableIpTracking(boolean disableIpTracking);

				public final Builder ipAddressHeaders(String... ipAddressHeaders) {
					return ipAddressHeaders(List.of(ipAddressHeaders));
				}

				abstract IpAddress build();

				abstract Builder ipAddressHeaders(List<String> ipAddressHeaders);

			}

		}

		/**
		 * Default attributes of cookies.
		 *
		 * @param expires maximum age of cookies, in seconds unless a unit is given
		 * @param secure whether cookies are secure
		 * @param sameSite SameSite attribute of cookies
		 * @param domain domain of cookies, reported as set or not
		 * @param path path of cookies
		 * @param httpOnly whether cookies are hidden from scripts
		 * @since 0.1.0
		 */
		public record CookieAttributes(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expires,
				@Nullable Boolean secure, @Nullable String sameSite, @Nullable String domain, @Nullable String path,
				@Nullable Boolean httpOnly) {

			static final CookieAttributes DEFAULTS = new CookieAttributes(null, null, null, null, null, null);

			/**
			 * Check the numbers, and forget each text that is only reported as present.
			 * @throws IllegalArgumentException if a duration or a number is negative
			 */
			public CookieAttributes {
				Values.notNegative("rustauth.advanced.cookie-attributes.expires", expires);
				domain = Presence.of(domain);
			}

			/**
			 * Builder of {@link CookieAttributes}: each method sets the component of the
			 * same name.
			 */
			@AutoBuilder
			public abstract static class Builder {

				public abstract Builder expires(@Nullable Duration expires);

				public abstract Builder secure(@Nullable Boolean secure);

				public abstract Builder sameSite(@Nullable String sameSite);

				public abstract Builder domain(@Nullable String domain);

				public abstract Builder path(@Nullable String path);

				public abstract Builder httpOnly(@Nullable Boolean httpOnly);

				abstract CookieAttributes build();

			}

		}

		/**
		 * Builder of {@link Advanced}: each method sets the component of the same name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder cookiePrefix(@Nullable String cookiePrefix);

			public final Builder crossSubDomainCookies(Consumer<CrossSubDomainCookies.Builder> refinement) {
				return crossSubDomainCookies(Values.refine(
						new AutoBuilder_RustAuthOptions_Advanced_CrossSubDomainCookies_Builder(crossSubDomainCookies()),
						refinement, CrossSubDomainCookies.Builder::build));
			}

			public abstract Builder useSecureCookies(@Nullable Boolean useSecureCookies);

			public final Builder ipAddress(Consumer<IpAddress.Builder> refinement) {
				return ipAddress(Values.refine(new AutoBuilder_RustAuthOptions_Advanced_IpAddress_Builder(ipAddress()),
						refinement, IpAddress.Builder::build));
			}

			public abstract Builder disableCsrfCheck(boolean disableCsrfCheck);

			public final Builder cookieAttributes(Consumer<CookieAttributes.Builder> refinement) {
				return cookieAttributes(Values.refine(
						new AutoBuilder_RustAuthOptions_Advanced_CookieAttributes_Builder(cookieAttributes()),
						refinement, CookieAttributes.Builder::build));
			}

			abstract Advanced build();

			abstract CrossSubDomainCookies crossSubDomainCookies();

			abstract Builder crossSubDomainCookies(CrossSubDomainCookies crossSubDomainCookies);

			abstract IpAddress ipAddress();

			abstract Builder ipAddress(IpAddress ipAddress);

			abstract CookieAttributes cookieAttributes();

			abstract Builder cookieAttributes(CookieAttributes cookieAttributes);

		}

	}

	/**
	 * Rate limiting and its table.
	 *
	 * @param storage where requests are counted
	 * @param modelName name of the rate limit table, reported as set or not
	 * @param window time window in which requests are counted, in seconds unless a unit
	 * is given
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

	/**
	 * What happens when the auth API fails.
	 *
	 * @param errorUrl URL of the error page, reported as set or not
	 * @param onError whether a callback handles errors
	 * @param throwError whether errors are thrown to the caller
	 * @since 0.1.0
	 */
	public record OnApiError(@Nullable String errorUrl, boolean onError, @Name("throw") boolean throwError) {

		static final OnApiError DEFAULTS = new OnApiError(null, false, false);

		/**
		 * Forget each text that is only reported as present.
		 */
		public OnApiError {
			errorUrl = Presence.of(errorUrl);
		}

		/**
		 * Builder of {@link OnApiError}: each method sets the component of the same name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder errorUrl(@Nullable String errorUrl);

			public abstract Builder onError(boolean onError);

			public abstract Builder throwError(boolean throwError);

			abstract OnApiError build();

		}

	}

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

	/**
	 * Hooks around changes in the database.
	 *
	 * @param user hooks around changes of the user table
	 * @param session hooks around changes of the session table
	 * @param account hooks around changes of the account table
	 * @param verification hooks around changes of the verification table
	 * @since 0.1.0
	 */
	public record DatabaseHooks(@DefaultValue ModelHooks user, @DefaultValue ModelHooks session,
			@DefaultValue ModelHooks account, @DefaultValue ModelHooks verification) {

		static final DatabaseHooks DEFAULTS = new DatabaseHooks(ModelHooks.DEFAULTS, ModelHooks.DEFAULTS,
				ModelHooks.DEFAULTS, ModelHooks.DEFAULTS);

		/**
		 * Hooks around changes of one table.
		 *
		 * @param create hooks around the creation of a row
		 * @param update hooks around the update of a row
		 * @since 0.1.0
		 */
		public record ModelHooks(@DefaultValue OperationHooks create, @DefaultValue OperationHooks update) {

			static final ModelHooks DEFAULTS = new ModelHooks(OperationHooks.DEFAULTS, OperationHooks.DEFAULTS);

			/**
			 * Builder of {@link ModelHooks}: each method sets the component of the same
			 * name.
			 */
			@AutoBuilder
			public abstract static class Builder {

				public final Builder create(Consumer<OperationHooks.Builder> refinement) {
					return create(Values.refine(
							new AutoBuilder_RustAuthOptions_DatabaseHooks_OperationHooks_Builder(create()), refinement,
							OperationHooks.Builder::build));
				}

				public final Builder update(Consumer<OperationHooks.Builder> refinement) {
					return update(Values.refine(
							new AutoBuilder_RustAuthOptions_DatabaseHooks_OperationHooks_Builder(update()), refinement,
							OperationHooks.Builder::build));
				}

				abstract ModelHooks build();

				abstract OperationHooks create();

				abstract Builder create(OperationHooks create);

				abstract OperationHooks update();

				abstract Builder update(OperationHooks update);

			}

		}

		/**
		 * Hooks around one kind of change.
		 *
		 * @param before whether a hook runs before the change
		 * @param after whether a hook runs after the change
		 * @since 0.1.0
		 */
		public record OperationHooks(boolean before, boolean after) {

			static final OperationHooks DEFAULTS = new OperationHooks(false, false);

			/**
			 * Builder of {@link OperationHooks}: each method sets the component of the
			 * same name.
			 */
			@AutoBuilder
			public abstract static class Builder {

				public abstract Builder before(boolean before);

				public abstract Builder after(boolean after);

				abstract OperationHooks build();

			}

		}

		/**
		 * Builder of {@link DatabaseHooks}: each method sets the component of the same
		 * name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public final Builder user(Consumer<ModelHooks.Builder> refinement) {
				return user(Values.refine(new AutoBuilder_RustAuthOptions_DatabaseHooks_ModelHooks_Builder(user()),
						refinement, ModelHooks.Builder::build));
			}

			public final Builder session(Consumer<ModelHooks.Builder> refinement) {
				return session(
						Values.refine(new AutoBuilder_RustAuthOptions_DatabaseHooks_ModelHooks_Builder(session()),
								refinement, ModelHooks.Builder::build));
			}

			public final Builder account(Consumer<ModelHooks.Builder> refinement) {
				return account(
						Values.refine(new AutoBuilder_RustAuthOptions_DatabaseHooks_ModelHooks_Builder(account()),
								refinement, ModelHooks.Builder::build));
			}

			public final Builder verification(Consumer<ModelHooks.Builder> refinement) {
				return verification(
						Values.refine(new AutoBuilder_RustAuthOptions_DatabaseHooks_ModelHooks_Builder(verification()),
								refinement, ModelHooks.Builder::build));
			}

			abstract DatabaseHooks build();

			abstract ModelHooks user();

			abstract Builder user(ModelHooks user);

			abstract ModelHooks session();

			abstract Builder session(ModelHooks session);

			abstract ModelHooks account();

			abstract Builder account(ModelHooks account);

			abstract ModelHooks verification();

			abstract Builder verification(ModelHooks verification);

		}

	}

}
