package dev.rustauth.telemetry.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Lazy;

/**
 * The modelled auth options: what the config snapshot of the {@code init} event is made
 * of.
 * <p>
 * Bound from {@code rustauth.*}: the property of a value is {@code rustauth.} and its
 * path in the snapshot in kebab case. A value that can't be bound keeps its default and
 * does not stop the application. A bean of this type made in code, with
 * {@link #builder()}, replaces the bound one.
 * <p>
 * Callbacks are booleans that say whether one is set. Texts that are only reported as
 * present, or counted, are replaced by a marker when a record is made, and secrets have
 * no place at all: what the options don't hold can't leak. An unset value is
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
	 * Start from the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder(DEFAULTS);
	}

	/**
	 * Start from these options, to refine them.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
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
	public static final class Builder {

		private @Nullable String baseUrl;

		private EmailVerification emailVerification;

		private EmailAndPassword emailAndPassword;

		private final Map<String, SocialProvider> socialProviders;

		private List<String> plugins;

		private User user;

		private Verification verification;

		private Session session;

		private Account account;

		private Hooks hooks;

		private boolean secondaryStorage;

		private Advanced advanced;

		private @Nullable List<String> trustedOrigins;

		private RateLimit rateLimit;

		private OnApiError onApiError;

		private Logger logger;

		private DatabaseHooks databaseHooks;

		Builder(RustAuthOptions from) {
			this.baseUrl = from.baseUrl();
			this.emailVerification = from.emailVerification();
			this.emailAndPassword = from.emailAndPassword();
			this.socialProviders = new LinkedHashMap<>(from.socialProviders());
			this.plugins = from.plugins();
			this.user = from.user();
			this.verification = from.verification();
			this.session = from.session();
			this.account = from.account();
			this.hooks = from.hooks();
			this.secondaryStorage = from.secondaryStorage();
			this.advanced = from.advanced();
			this.trustedOrigins = from.trustedOrigins();
			this.rateLimit = from.rateLimit();
			this.onApiError = from.onApiError();
			this.logger = from.logger();
			this.databaseHooks = from.databaseHooks();
		}

		public Builder baseUrl(@Nullable String baseUrl) {
			this.baseUrl = baseUrl;
			return this;
		}

		public Builder emailVerification(Consumer<EmailVerification.Builder> refinement) {
			EmailVerification.Builder builder = new EmailVerification.Builder(this.emailVerification);
			refinement.accept(builder);
			this.emailVerification = builder.build();
			return this;
		}

		public Builder emailAndPassword(Consumer<EmailAndPassword.Builder> refinement) {
			EmailAndPassword.Builder builder = new EmailAndPassword.Builder(this.emailAndPassword);
			refinement.accept(builder);
			this.emailAndPassword = builder.build();
			return this;
		}

		/**
		 * Register a social provider without settings of its own. One that is registered
		 * already stays as it is.
		 * @param id id of the provider, which is reported
		 * @return this builder
		 */
		public Builder socialProvider(String id) {
			return socialProvider(id, (provider) -> {
			});
		}

		/**
		 * Register a social provider, or refine the one that has this id already.
		 * @param id id of the provider, which is reported
		 * @param refinement refines its settings
		 * @return this builder
		 */
		public Builder socialProvider(String id, Consumer<SocialProvider.Builder> refinement) {
			SocialProvider from = this.socialProviders.getOrDefault(id, SocialProvider.DEFAULTS);
			SocialProvider.Builder builder = new SocialProvider.Builder(from);
			refinement.accept(builder);
			this.socialProviders.put(id, builder.build());
			return this;
		}

		public Builder plugins(String... plugins) {
			this.plugins = List.of(plugins);
			return this;
		}

		public Builder user(Consumer<User.Builder> refinement) {
			User.Builder builder = new User.Builder(this.user);
			refinement.accept(builder);
			this.user = builder.build();
			return this;
		}

		public Builder verification(Consumer<Verification.Builder> refinement) {
			Verification.Builder builder = new Verification.Builder(this.verification);
			refinement.accept(builder);
			this.verification = builder.build();
			return this;
		}

		public Builder session(Consumer<Session.Builder> refinement) {
			Session.Builder builder = new Session.Builder(this.session);
			refinement.accept(builder);
			this.session = builder.build();
			return this;
		}

		public Builder account(Consumer<Account.Builder> refinement) {
			Account.Builder builder = new Account.Builder(this.account);
			refinement.accept(builder);
			this.account = builder.build();
			return this;
		}

		public Builder hooks(Consumer<Hooks.Builder> refinement) {
			Hooks.Builder builder = new Hooks.Builder(this.hooks);
			refinement.accept(builder);
			this.hooks = builder.build();
			return this;
		}

		public Builder secondaryStorage(boolean secondaryStorage) {
			this.secondaryStorage = secondaryStorage;
			return this;
		}

		public Builder advanced(Consumer<Advanced.Builder> refinement) {
			Advanced.Builder builder = new Advanced.Builder(this.advanced);
			refinement.accept(builder);
			this.advanced = builder.build();
			return this;
		}

		public Builder trustedOrigins(String... trustedOrigins) {
			this.trustedOrigins = List.of(trustedOrigins);
			return this;
		}

		public Builder rateLimit(Consumer<RateLimit.Builder> refinement) {
			RateLimit.Builder builder = new RateLimit.Builder(this.rateLimit);
			refinement.accept(builder);
			this.rateLimit = builder.build();
			return this;
		}

		public Builder onApiError(Consumer<OnApiError.Builder> refinement) {
			OnApiError.Builder builder = new OnApiError.Builder(this.onApiError);
			refinement.accept(builder);
			this.onApiError = builder.build();
			return this;
		}

		public Builder logger(Consumer<Logger.Builder> refinement) {
			Logger.Builder builder = new Logger.Builder(this.logger);
			refinement.accept(builder);
			this.logger = builder.build();
			return this;
		}

		public Builder databaseHooks(Consumer<DatabaseHooks.Builder> refinement) {
			DatabaseHooks.Builder builder = new DatabaseHooks.Builder(this.databaseHooks);
			refinement.accept(builder);
			this.databaseHooks = builder.build();
			return this;
		}

		/**
		 * Add a plugin behind those that are there already.
		 * @param id id of the plugin, which is reported
		 * @return this builder
		 */
		public Builder plugin(String id) {
			List<String> ids = new ArrayList<>(this.plugins);
			ids.add(id);
			this.plugins = ids;
			return this;
		}

		/**
		 * Make the options. The builder can be used further.
		 * @return new options
		 */
		public RustAuthOptions build() {
			return new RustAuthOptions(this.baseUrl, this.emailVerification, this.emailAndPassword,
					this.socialProviders, this.plugins, this.user, this.verification, this.session, this.account,
					this.hooks, this.secondaryStorage, this.advanced, this.trustedOrigins, this.rateLimit,
					this.onApiError, this.logger, this.databaseHooks);
		}

	}

}
