package dev.rustauth.telemetry.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
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
public record RustAuthOptions(@Nullable String baseUrl,
		@DefaultValue @NestedConfigurationProperty EmailVerification emailVerification,
		@DefaultValue @NestedConfigurationProperty EmailAndPassword emailAndPassword,
		@DefaultValue Map<String, SocialProvider> socialProviders, @DefaultValue List<String> plugins,
		@DefaultValue @NestedConfigurationProperty User user,
		@DefaultValue @NestedConfigurationProperty Verification verification,
		@DefaultValue @NestedConfigurationProperty Session session,
		@DefaultValue @NestedConfigurationProperty Account account,
		@DefaultValue @NestedConfigurationProperty Hooks hooks, boolean secondaryStorage,
		@DefaultValue @NestedConfigurationProperty Advanced advanced, @Nullable List<String> trustedOrigins,
		@DefaultValue @NestedConfigurationProperty RateLimit rateLimit,
		@DefaultValue @NestedConfigurationProperty OnApiError onApiError,
		@DefaultValue @NestedConfigurationProperty Logger logger,
		@DefaultValue @NestedConfigurationProperty DatabaseHooks databaseHooks) {

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
			return emailVerification(Values.refine(new AutoBuilder_EmailVerification_Builder(emailVerification()),
					refinement, EmailVerification.Builder::build));
		}

		public final Builder emailAndPassword(Consumer<EmailAndPassword.Builder> refinement) {
			return emailAndPassword(Values.refine(new AutoBuilder_EmailAndPassword_Builder(emailAndPassword()),
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
			SocialProvider.Builder builder = new AutoBuilder_SocialProvider_Builder(from);
			return socialProviders(Values.with(socialProviders(), id,
					Values.refine(builder, refinement, SocialProvider.Builder::build)));
		}

		public final Builder plugins(String... plugins) {
			return plugins(List.of(plugins));
		}

		public final Builder user(Consumer<User.Builder> refinement) {
			return user(Values.refine(new AutoBuilder_User_Builder(user()), refinement, User.Builder::build));
		}

		public final Builder verification(Consumer<Verification.Builder> refinement) {
			return verification(Values.refine(new AutoBuilder_Verification_Builder(verification()), refinement,
					Verification.Builder::build));
		}

		public final Builder session(Consumer<Session.Builder> refinement) {
			return session(
					Values.refine(new AutoBuilder_Session_Builder(session()), refinement, Session.Builder::build));
		}

		public final Builder account(Consumer<Account.Builder> refinement) {
			return account(
					Values.refine(new AutoBuilder_Account_Builder(account()), refinement, Account.Builder::build));
		}

		public final Builder hooks(Consumer<Hooks.Builder> refinement) {
			return hooks(Values.refine(new AutoBuilder_Hooks_Builder(hooks()), refinement, Hooks.Builder::build));
		}

		public abstract Builder secondaryStorage(boolean secondaryStorage);

		public final Builder advanced(Consumer<Advanced.Builder> refinement) {
			return advanced(
					Values.refine(new AutoBuilder_Advanced_Builder(advanced()), refinement, Advanced.Builder::build));
		}

		public final Builder trustedOrigins(String... trustedOrigins) {
			return trustedOrigins(List.of(trustedOrigins));
		}

		public final Builder rateLimit(Consumer<RateLimit.Builder> refinement) {
			return rateLimit(Values.refine(new AutoBuilder_RateLimit_Builder(rateLimit()), refinement,
					RateLimit.Builder::build));
		}

		public final Builder onApiError(Consumer<OnApiError.Builder> refinement) {
			return onApiError(Values.refine(new AutoBuilder_OnApiError_Builder(onApiError()), refinement,
					OnApiError.Builder::build));
		}

		public final Builder logger(Consumer<Logger.Builder> refinement) {
			return logger(Values.refine(new AutoBuilder_Logger_Builder(logger()), refinement, Logger.Builder::build));
		}

		public final Builder databaseHooks(Consumer<DatabaseHooks.Builder> refinement) {
			return databaseHooks(Values.refine(new AutoBuilder_DatabaseHooks_Builder(databaseHooks()), refinement,
					DatabaseHooks.Builder::build));
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

}
