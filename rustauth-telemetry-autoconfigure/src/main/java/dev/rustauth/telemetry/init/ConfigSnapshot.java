package dev.rustauth.telemetry.init;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.options.DatabaseHooks;
import dev.rustauth.telemetry.options.EmailAndPassword;
import dev.rustauth.telemetry.options.EmailVerification;
import dev.rustauth.telemetry.options.Hooks;
import dev.rustauth.telemetry.options.Logger;
import dev.rustauth.telemetry.options.OnApiError;
import dev.rustauth.telemetry.options.RateLimit;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.SocialProvider;

/**
 * The redacted config snapshot: what {@code payload.config} of the {@code init} event
 * says of the options.
 * <p>
 * Each key is named here, in the order in which it is written; nothing is copied by
 * reflection, so that reporting an option that is added to the model takes a decision.
 * Values the options model doesn't have are constants. The shape is the one of the Rust
 * crate {@code rustauth-telemetry} 0.3.
 */
final class ConfigSnapshot {

	private ConfigSnapshot() {
	}

	/**
	 * Make the snapshot. Pure: the same arguments give an equal snapshot.
	 * @param options the auth options
	 * @param database name of the database, {@code null} when unknown
	 * @param adapter name of the data access library, {@code null} when unknown
	 * @param oauth whether social providers are reported; if not, their list is empty
	 * @return a new tree of maps, lists, strings, booleans, integers, longs and nulls,
	 * which the caller may change
	 */
	static Map<String, @Nullable Object> of(RustAuthOptions options, @Nullable String database,
			@Nullable String adapter, boolean oauth) {
		Map<String, @Nullable Object> config = new LinkedHashMap<>();
		config.put("database", database);
		config.put("adapter", adapter);
		config.put("emailVerification", emailVerification(options.emailVerification()));
		config.put("emailAndPassword", emailAndPassword(options.emailAndPassword()));
		config.put("socialProviders", socialProviders(oauth ? options.socialProviders() : Map.of()));
		config.put("plugins", listOrNull(options.plugins()));
		config.put("user", SchemaSnapshot.user(options.user()));
		config.put("verification", SchemaSnapshot.verification(options.verification()));
		config.put("session", SchemaSnapshot.session(options.session()));
		config.put("account", SchemaSnapshot.account(options.account()));
		config.put("hooks", hooks(options.hooks()));
		config.put("secondaryStorage", options.secondaryStorage());
		config.put("advanced", AdvancedSnapshot.of(options.advanced()));
		config.put("trustedOrigins", (options.trustedOrigins() != null) ? options.trustedOrigins().size() : null);
		config.put("rateLimit", rateLimit(options.rateLimit()));
		config.put("onAPIError", onApiError(options.onApiError()));
		config.put("logger", logger(options.logger()));
		config.put("databaseHooks", databaseHooks(options.databaseHooks()));
		return config;
	}

	private static Map<String, @Nullable Object> emailVerification(EmailVerification options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("sendVerificationEmail", options.sendVerificationEmail());
		section.put("sendOnSignUp", options.sendOnSignUp());
		section.put("sendOnSignIn", options.sendOnSignIn());
		section.put("autoSignInAfterVerification", options.autoSignInAfterVerification());
		section.put("expiresIn", seconds(options.expiresIn()));
		section.put("beforeEmailVerification", options.beforeEmailVerification());
		section.put("afterEmailVerification", options.afterEmailVerification());
		return section;
	}

	private static Map<String, @Nullable Object> emailAndPassword(EmailAndPassword options) {
		Map<String, @Nullable Object> password = new LinkedHashMap<>();
		password.put("hash", options.password().hash());
		password.put("verify", options.password().verify());
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("enabled", options.enabled());
		section.put("disableSignUp", options.disableSignUp());
		section.put("requireEmailVerification", options.requireEmailVerification());
		section.put("maxPasswordLength", options.maxPasswordLength());
		section.put("minPasswordLength", options.minPasswordLength());
		section.put("sendResetPassword", options.sendResetPassword());
		section.put("resetPasswordTokenExpiresIn", seconds(options.resetPasswordTokenExpiresIn()));
		section.put("onPasswordReset", options.onPasswordReset());
		section.put("password", password);
		section.put("autoSignIn", options.autoSignIn());
		section.put("revokeSessionsOnPasswordReset", options.revokeSessionsOnPasswordReset());
		return section;
	}

	private static List<@Nullable Object> socialProviders(Map<String, SocialProvider> providers) {
		List<@Nullable Object> section = new ArrayList<>();
		providers.forEach((id, provider) -> section.add(socialProvider(id, provider)));
		return section;
	}

	private static Map<String, @Nullable Object> socialProvider(String id, SocialProvider options) {
		Map<String, @Nullable Object> element = new LinkedHashMap<>();
		element.put("id", id);
		element.put("mapProfileToUser", false);
		element.put("disableDefaultScope", options.disableDefaultScope());
		element.put("disableIdTokenSignIn", options.disableIdTokenSignIn());
		element.put("disableImplicitSignUp", options.disableImplicitSignUp());
		element.put("disableSignUp", options.disableSignUp());
		element.put("getUserInfo", true);
		element.put("overrideUserInfoOnSignIn", options.overrideUserInfoOnSignIn());
		element.put("prompt", options.prompt());
		element.put("verifyIdToken", false);
		element.put("scope", listOrNull(options.scope()));
		element.put("refreshAccessToken", false);
		return element;
	}

	private static Map<String, @Nullable Object> hooks(Hooks options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("after", options.after());
		section.put("before", options.before());
		return section;
	}

	private static Map<String, @Nullable Object> rateLimit(RateLimit options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("storage", options.storage().wireName());
		section.put("modelName", trueOrNull(options.modelName() != null));
		section.put("window", seconds(options.window()));
		section.put("customStorage", options.customStorage());
		section.put("enabled", options.enabled());
		section.put("max", options.max());
		return section;
	}

	private static Map<String, @Nullable Object> onApiError(OnApiError options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("errorURL", trueOrNull(options.errorUrl() != null));
		section.put("onError", options.onError());
		section.put("throw", trueOrNull(options.throwError()));
		return section;
	}

	private static Map<String, @Nullable Object> logger(Logger options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("disabled", options.disabled());
		section.put("level", options.level().wireName());
		section.put("log", options.log());
		return section;
	}

	private static Map<String, @Nullable Object> databaseHooks(DatabaseHooks options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("user", modelHooks(options.user()));
		section.put("session", modelHooks(options.session()));
		section.put("account", modelHooks(options.account()));
		section.put("verification", modelHooks(options.verification()));
		return section;
	}

	private static Map<String, @Nullable Object> modelHooks(DatabaseHooks.ModelHooks options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("create", operationHooks(options.create()));
		section.put("update", operationHooks(options.update()));
		return section;
	}

	private static Map<String, @Nullable Object> operationHooks(DatabaseHooks.OperationHooks options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("before", options.before());
		section.put("after", options.after());
		return section;
	}

	static @Nullable Long seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toSeconds() : null;
	}

	// Some fields are true when set and null otherwise, but never false.
	static @Nullable Boolean trueOrNull(boolean value) {
		return value ? Boolean.TRUE : null;
	}

	private static @Nullable List<String> listOrNull(List<String> list) {
		return list.isEmpty() ? null : new ArrayList<>(list);
	}

}
