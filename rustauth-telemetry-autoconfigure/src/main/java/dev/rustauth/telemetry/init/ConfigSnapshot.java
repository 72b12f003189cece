package dev.rustauth.telemetry.init;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptions.Advanced;
import dev.rustauth.telemetry.options.RustAuthOptions.DatabaseHooks;
import dev.rustauth.telemetry.options.RustAuthOptions.EmailAndPassword;
import dev.rustauth.telemetry.options.RustAuthOptions.EmailVerification;
import dev.rustauth.telemetry.options.RustAuthOptions.Hooks;
import dev.rustauth.telemetry.options.RustAuthOptions.Logger;
import dev.rustauth.telemetry.options.RustAuthOptions.OnApiError;
import dev.rustauth.telemetry.options.RustAuthOptions.RateLimit;
import dev.rustauth.telemetry.options.RustAuthOptions.SocialProvider;

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
		return new JsonObject().with("database", database)
			.with("adapter", adapter)
			.with("emailVerification", emailVerification(options.emailVerification()))
			.with("emailAndPassword", emailAndPassword(options.emailAndPassword()))
			.with("socialProviders", socialProviders(oauth ? options.socialProviders() : Map.of()))
			.with("plugins", listOrNull(options.plugins()))
			.with("user", SchemaSnapshot.user(options.user()))
			.with("verification", SchemaSnapshot.verification(options.verification()))
			.with("session", SchemaSnapshot.session(options.session()))
			.with("account", SchemaSnapshot.account(options.account()))
			.with("hooks", hooks(options.hooks()))
			.with("secondaryStorage", options.secondaryStorage())
			.with("advanced", advanced(options.advanced()))
			.with("trustedOrigins", (options.trustedOrigins() != null) ? options.trustedOrigins().size() : null)
			.with("rateLimit", rateLimit(options.rateLimit()))
			.with("onAPIError", onApiError(options.onApiError()))
			.with("logger", logger(options.logger()))
			.with("databaseHooks", databaseHooks(options.databaseHooks()));
	}

	private static JsonObject emailVerification(EmailVerification options) {
		return new JsonObject().with("sendVerificationEmail", options.sendVerificationEmail())
			.with("sendOnSignUp", options.sendOnSignUp())
			.with("sendOnSignIn", options.sendOnSignIn())
			.with("autoSignInAfterVerification", options.autoSignInAfterVerification())
			.with("expiresIn", seconds(options.expiresIn()))
			.with("beforeEmailVerification", options.beforeEmailVerification())
			.with("afterEmailVerification", options.afterEmailVerification());
	}

	private static JsonObject emailAndPassword(EmailAndPassword options) {
		return new JsonObject().with("enabled", options.enabled())
			.with("disableSignUp", options.disableSignUp())
			.with("requireEmailVerification", options.requireEmailVerification())
			.with("maxPasswordLength", options.maxPasswordLength())
			.with("minPasswordLength", options.minPasswordLength())
			.with("sendResetPassword", options.sendResetPassword())
			.with("resetPasswordTokenExpiresIn", seconds(options.resetPasswordTokenExpiresIn()))
			.with("onPasswordReset", options.onPasswordReset())
			.with("password",
					new JsonObject().with("hash", options.password().hash())
						.with("verify", options.password().verify()))
			.with("autoSignIn", options.autoSignIn())
			.with("revokeSessionsOnPasswordReset", options.revokeSessionsOnPasswordReset());
	}

	private static List<@Nullable Object> socialProviders(Map<String, SocialProvider> providers) {
		List<@Nullable Object> section = new ArrayList<>();
		providers.forEach((id, provider) -> section.add(socialProvider(id, provider)));
		return section;
	}

	private static JsonObject socialProvider(String id, SocialProvider options) {
		return new JsonObject().with("id", id)
			.with("mapProfileToUser", false)
			.with("disableDefaultScope", options.disableDefaultScope())
			.with("disableIdTokenSignIn", options.disableIdTokenSignIn())
			.with("disableImplicitSignUp", options.disableImplicitSignUp())
			.with("disableSignUp", options.disableSignUp())
			.with("getUserInfo", true)
			.with("overrideUserInfoOnSignIn", options.overrideUserInfoOnSignIn())
			.with("prompt", options.prompt())
			.with("verifyIdToken", false)
			.with("scope", listOrNull(options.scope()))
			.with("refreshAccessToken", false);
	}

	private static JsonObject hooks(Hooks options) {
		return new JsonObject().with("after", options.after()).with("before", options.before());
	}

	private static JsonObject advanced(Advanced options) {
		return new JsonObject().with("cookiePrefix", options.cookiePrefix() != null)
			.with("cookies", false)
			.with("crossSubDomainCookies", crossSubDomainCookies(options.crossSubDomainCookies()))
			.with("database", database())
			.with("useSecureCookies", options.useSecureCookies())
			.with("ipAddress", ipAddress(options.ipAddress()))
			.with("disableCSRFCheck", options.disableCsrfCheck())
			.with("cookieAttributes", cookieAttributes(options.cookieAttributes()));
	}

	private static JsonObject crossSubDomainCookies(Advanced.CrossSubDomainCookies options) {
		return new JsonObject().with("domain", options.domain() != null)
			.with("enabled", options.enabled())
			.with("additionalCookies", null);
	}

	private static JsonObject database() {
		return new JsonObject().with("generateId", null).with("defaultFindManyLimit", null);
	}

	private static JsonObject ipAddress(Advanced.IpAddress options) {
		return new JsonObject().with("disableIpTracking", options.disableIpTracking())
			.with("ipAddressHeaders", new ArrayList<>(options.ipAddressHeaders()));
	}

	private static JsonObject cookieAttributes(Advanced.CookieAttributes options) {
		return new JsonObject()
			// The key says expires, but collectors get the maximum age under it.

			.with("expires", seconds(options.expires()))
			.with("secure", options.secure())
			.with("sameSite", options.sameSite())
			.with("domain", options.domain() != null)
			.with("path", options.path())
			.with("httpOnly", options.httpOnly());
	}

	private static JsonObject rateLimit(RateLimit options) {
		return new JsonObject().with("storage", options.storage().wireName())
			.with("modelName", trueOrNull(options.modelName() != null))
			.with("window", seconds(options.window()))
			.with("customStorage", options.customStorage())
			.with("enabled", options.enabled())
			.with("max", options.max());
	}

	private static JsonObject onApiError(OnApiError options) {
		return new JsonObject().with("errorURL", trueOrNull(options.errorUrl() != null))
			.with("onError", options.onError())
			.with("throw", trueOrNull(options.throwError()));
	}

	private static JsonObject logger(Logger options) {
		return new JsonObject().with("disabled", options.disabled())
			.with("level", options.level().wireName())
			.with("log", options.log());
	}

	private static JsonObject databaseHooks(DatabaseHooks options) {
		return new JsonObject().with("user", modelHooks(options.user()))
			.with("session", modelHooks(options.session()))
			.with("account", modelHooks(options.account()))
			.with("verification", modelHooks(options.verification()));
	}

	private static JsonObject modelHooks(DatabaseHooks.ModelHooks options) {
		return new JsonObject().with("create", operationHooks(options.create()))
			.with("update", operationHooks(options.update()));
	}

	private static JsonObject operationHooks(DatabaseHooks.OperationHooks options) {
		return new JsonObject().with("before", options.before()).with("after", options.after());
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
