package dev.rustauth.telemetry.init;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField.Type;
import dev.rustauth.telemetry.options.RustAuthOptions.Logger.Level;
import dev.rustauth.telemetry.options.RustAuthOptions.RateLimit.Storage;
import dev.rustauth.telemetry.options.RustAuthOptions.Session.CookieCache.Strategy;

/**
 * One change for each field that the options reach: as a property, as code, and as what
 * the snapshot says then. Texts that must not be reported contain {@code CANARY}.
 */
final class ConfigSamples {

	private static final Map<String, Sample> SAMPLES = new LinkedHashMap<>();

	static {
		add("emailVerification.sendVerificationEmail", "true", true,
				(b) -> b.emailVerification((s) -> s.sendVerificationEmail(true)));
		add("emailVerification.sendOnSignUp", "true", true, (b) -> b.emailVerification((s) -> s.sendOnSignUp(true)));
		add("emailVerification.sendOnSignIn", "true", true, (b) -> b.emailVerification((s) -> s.sendOnSignIn(true)));
		add("emailVerification.autoSignInAfterVerification", "true", true,
				(b) -> b.emailVerification((s) -> s.autoSignInAfterVerification(true)));
		add("emailVerification.expiresIn", "3600", 3600,
				(b) -> b.emailVerification((s) -> s.expiresIn(Duration.ofSeconds(3600))));
		add("emailVerification.beforeEmailVerification", "true", true,
				(b) -> b.emailVerification((s) -> s.beforeEmailVerification(true)));
		add("emailVerification.afterEmailVerification", "true", true,
				(b) -> b.emailVerification((s) -> s.afterEmailVerification(true)));
		add("emailAndPassword.enabled", "true", true, (b) -> b.emailAndPassword((s) -> s.enabled(true)));
		add("emailAndPassword.disableSignUp", "true", true, (b) -> b.emailAndPassword((s) -> s.disableSignUp(true)));
		add("emailAndPassword.requireEmailVerification", "true", true,
				(b) -> b.emailAndPassword((s) -> s.requireEmailVerification(true)));
		add("emailAndPassword.maxPasswordLength", "64", 64, (b) -> b.emailAndPassword((s) -> s.maxPasswordLength(64)));
		add("emailAndPassword.minPasswordLength", "12", 12, (b) -> b.emailAndPassword((s) -> s.minPasswordLength(12)));
		add("emailAndPassword.sendResetPassword", "true", true,
				(b) -> b.emailAndPassword((s) -> s.sendResetPassword(true)));
		add("emailAndPassword.resetPasswordTokenExpiresIn", "900", 900,
				(b) -> b.emailAndPassword((s) -> s.resetPasswordTokenExpiresIn(Duration.ofSeconds(900))));
		add("emailAndPassword.onPasswordReset", "true", true,
				(b) -> b.emailAndPassword((s) -> s.onPasswordReset(true)));
		add("emailAndPassword.password.hash", "true", true,
				(b) -> b.emailAndPassword((s) -> s.password((p) -> p.hash(true))));
		add("emailAndPassword.password.verify", "true", true,
				(b) -> b.emailAndPassword((s) -> s.password((p) -> p.verify(true))));
		add("emailAndPassword.autoSignIn", "false", false, (b) -> b.emailAndPassword((s) -> s.autoSignIn(false)));
		add("emailAndPassword.revokeSessionsOnPasswordReset", "true", true,
				(b) -> b.emailAndPassword((s) -> s.revokeSessionsOnPasswordReset(true)));
		add("socialProviders", "", "present", (b) -> b.socialProvider("github"));
		add("socialProviders[].id", "", "gitlab", (b) -> b.socialProvider("gitlab"));
		add("socialProviders[].disableDefaultScope", "true", true,
				(b) -> b.socialProvider("github", (p) -> p.disableDefaultScope(true)));
		add("socialProviders[].disableIdTokenSignIn", "true", true,
				(b) -> b.socialProvider("github", (p) -> p.disableIdTokenSignIn(true)));
		add("socialProviders[].disableImplicitSignUp", "true", true,
				(b) -> b.socialProvider("github", (p) -> p.disableImplicitSignUp(true)));
		add("socialProviders[].disableSignUp", "true", true,
				(b) -> b.socialProvider("github", (p) -> p.disableSignUp(true)));
		add("socialProviders[].overrideUserInfoOnSignIn", "true", true,
				(b) -> b.socialProvider("github", (p) -> p.overrideUserInfoOnSignIn(true)));
		add("socialProviders[].prompt", "consent", "consent",
				(b) -> b.socialProvider("github", (p) -> p.prompt("consent")));
		add("socialProviders[].scope", "read:user,user:email", List.of("read:user", "user:email"),
				(b) -> b.socialProvider("github", (p) -> p.scope("read:user", "user:email")));
		add("plugins", "two-factor,passkey,two-factor", List.of("two-factor", "passkey", "two-factor"),
				(b) -> b.plugins("two-factor", "passkey", "two-factor"));
		add("user.modelName", "CANARY-user-modelName", true,
				(b) -> b.user((s) -> s.modelName("CANARY-user-modelName")));
		add("user.fields", "CANARY-user-fields", "present",
				(b) -> b.user((s) -> s.field("name", "CANARY-user-fields")));
		add("user.fields.<logicalName>", "CANARY-user-fields", true,
				(b) -> b.user((s) -> s.field("name", "CANARY-user-fields")));
		add("user.additionalFields", "String", "present",
				(b) -> b.user((s) -> s.additionalField("role", (f) -> f.type(Type.STRING))));
		add("user.additionalFields.<name>.type", "StringArray", "StringArray",
				(b) -> b.user((s) -> s.additionalField("role", (f) -> f.type(Type.STRING_ARRAY))));
		add("user.additionalFields.<name>.required", "false", false,
				(b) -> b.user((s) -> s.additionalField("role", (f) -> f.required(false))));
		add("user.additionalFields.<name>.input", "false", false,
				(b) -> b.user((s) -> s.additionalField("role", (f) -> f.input(false))));
		add("user.additionalFields.<name>.returned", "false", false,
				(b) -> b.user((s) -> s.additionalField("role", (f) -> f.returned(false))));
		add("user.additionalFields.<name>.defaultValue", "CANARY-user-additionalFields-defaultValue", true,
				(b) -> b.user((s) -> s.additionalField("role",
						(f) -> f.defaultValue("CANARY-user-additionalFields-defaultValue"))));
		add("user.additionalFields.<name>.dbName", "CANARY-user-additionalFields-dbName", true, (b) -> b
			.user((s) -> s.additionalField("role", (f) -> f.dbName("CANARY-user-additionalFields-dbName"))));
		add("user.changeEmail.enabled", "true", true, (b) -> b.user((s) -> s.changeEmail((c) -> c.enabled(true))));
		add("user.changeEmail.sendChangeEmailConfirmation", "true", true,
				(b) -> b.user((s) -> s.changeEmail((c) -> c.sendChangeEmailConfirmation(true))));
		add("verification.modelName", "CANARY-verification-modelName", true,
				(b) -> b.verification((s) -> s.modelName("CANARY-verification-modelName")));
		add("verification.disableCleanup", "true", true, (b) -> b.verification((s) -> s.disableCleanup(true)));
		add("verification.fields", "CANARY-verification-fields", "present",
				(b) -> b.verification((s) -> s.field("name", "CANARY-verification-fields")));
		add("verification.fields.<logicalName>", "CANARY-verification-fields", true,
				(b) -> b.verification((s) -> s.field("name", "CANARY-verification-fields")));
		add("session.modelName", "CANARY-session-modelName", true,
				(b) -> b.session((s) -> s.modelName("CANARY-session-modelName")));
		add("session.additionalFields", "String", "present",
				(b) -> b.session((s) -> s.additionalField("role", (f) -> f.type(Type.STRING))));
		add("session.additionalFields.<name>.type", "StringArray", "StringArray",
				(b) -> b.session((s) -> s.additionalField("role", (f) -> f.type(Type.STRING_ARRAY))));
		add("session.additionalFields.<name>.required", "false", false,
				(b) -> b.session((s) -> s.additionalField("role", (f) -> f.required(false))));
		add("session.additionalFields.<name>.input", "false", false,
				(b) -> b.session((s) -> s.additionalField("role", (f) -> f.input(false))));
		add("session.additionalFields.<name>.returned", "false", false,
				(b) -> b.session((s) -> s.additionalField("role", (f) -> f.returned(false))));
		add("session.additionalFields.<name>.defaultValue", "CANARY-session-additionalFields-defaultValue", true,
				(b) -> b.session((s) -> s.additionalField("role",
						(f) -> f.defaultValue("CANARY-session-additionalFields-defaultValue"))));
		add("session.additionalFields.<name>.dbName", "CANARY-session-additionalFields-dbName", true, (b) -> b
			.session((s) -> s.additionalField("role", (f) -> f.dbName("CANARY-session-additionalFields-dbName"))));
		add("session.cookieCache.enabled", "true", true,
				(b) -> b.session((s) -> s.cookieCache((c) -> c.enabled(true))));
		add("session.cookieCache.maxAge", "300", 300,
				(b) -> b.session((s) -> s.cookieCache((c) -> c.maxAge(Duration.ofMinutes(5)))));
		add("session.cookieCache.strategy", "jwe", "jwe",
				(b) -> b.session((s) -> s.cookieCache((c) -> c.strategy(Strategy.JWE))));
		add("session.disableSessionRefresh", "true", true, (b) -> b.session((s) -> s.disableSessionRefresh(true)));
		add("session.expiresIn", "604800", 604800, (b) -> b.session((s) -> s.expiresIn(Duration.ofSeconds(604800))));
		add("session.fields", "CANARY-session-fields", "present",
				(b) -> b.session((s) -> s.field("name", "CANARY-session-fields")));
		add("session.fields.<logicalName>", "CANARY-session-fields", true,
				(b) -> b.session((s) -> s.field("name", "CANARY-session-fields")));
		add("session.freshAge", "86400", 86400, (b) -> b.session((s) -> s.freshAge(Duration.ofSeconds(86400))));
		add("session.preserveSessionInDatabase", "true", true,
				(b) -> b.session((s) -> s.preserveSessionInDatabase(true)));
		add("session.storeSessionInDatabase", "true", true, (b) -> b.session((s) -> s.storeSessionInDatabase(true)));
		add("session.updateAge", "43200", 43200, (b) -> b.session((s) -> s.updateAge(Duration.ofSeconds(43200))));
		add("account.modelName", "CANARY-account-modelName", true,
				(b) -> b.account((s) -> s.modelName("CANARY-account-modelName")));
		add("account.fields", "CANARY-account-fields", "present",
				(b) -> b.account((s) -> s.field("name", "CANARY-account-fields")));
		add("account.fields.<logicalName>", "CANARY-account-fields", true,
				(b) -> b.account((s) -> s.field("name", "CANARY-account-fields")));
		add("account.encryptOAuthTokens", "true", true, (b) -> b.account((s) -> s.encryptOauthTokens(true)));
		add("account.updateAccountOnSignIn", "false", false, (b) -> b.account((s) -> s.updateAccountOnSignIn(false)));
		add("account.accountLinking.enabled", "false", false,
				(b) -> b.account((s) -> s.accountLinking((l) -> l.enabled(false))));
		add("account.accountLinking.trustedProviders", "github,google", List.of("github", "google"),
				(b) -> b.account((s) -> s.accountLinking((l) -> l.trustedProviders("github", "google"))));
		add("account.accountLinking.updateUserInfoOnLink", "true", true,
				(b) -> b.account((s) -> s.accountLinking((l) -> l.updateUserInfoOnLink(true))));
		add("account.accountLinking.allowUnlinkingAll", "true", true,
				(b) -> b.account((s) -> s.accountLinking((l) -> l.allowUnlinkingAll(true))));
		add("hooks.after", "true", true, (b) -> b.hooks((s) -> s.after(true)));
		add("hooks.before", "true", true, (b) -> b.hooks((s) -> s.before(true)));
		add("secondaryStorage", "true", true, (b) -> b.secondaryStorage(true));
		add("advanced.cookiePrefix", "CANARY-advanced-cookiePrefix", true,
				(b) -> b.advanced((s) -> s.cookiePrefix("CANARY-advanced-cookiePrefix")));
		add("advanced.crossSubDomainCookies.domain", "CANARY-advanced-crossSubDomainCookies-domain", true, (b) -> b
			.advanced((s) -> s.crossSubDomainCookies((c) -> c.domain("CANARY-advanced-crossSubDomainCookies-domain"))));
		add("advanced.crossSubDomainCookies.enabled", "true", true,
				(b) -> b.advanced((s) -> s.crossSubDomainCookies((c) -> c.enabled(true))));
		add("advanced.useSecureCookies", "false", false, (b) -> b.advanced((s) -> s.useSecureCookies(false)));
		add("advanced.ipAddress.disableIpTracking", "true", true,
				(b) -> b.advanced((s) -> s.ipAddress((c) -> c.disableIpTracking(true))));
		add("advanced.ipAddress.ipAddressHeaders", "x-forwarded-for,x-real-ip", List.of("x-forwarded-for", "x-real-ip"),
				(b) -> b.advanced((s) -> s.ipAddress((c) -> c.ipAddressHeaders("x-forwarded-for", "x-real-ip"))));
		add("advanced.disableCSRFCheck", "true", true, (b) -> b.advanced((s) -> s.disableCsrfCheck(true)));
		add("advanced.cookieAttributes.expires", "2592000", 2592000,
				(b) -> b.advanced((s) -> s.cookieAttributes((c) -> c.expires(Duration.ofDays(30)))));
		add("advanced.cookieAttributes.secure", "true", true,
				(b) -> b.advanced((s) -> s.cookieAttributes((c) -> c.secure(true))));
		add("advanced.cookieAttributes.sameSite", "lax", "lax",
				(b) -> b.advanced((s) -> s.cookieAttributes((c) -> c.sameSite("lax"))));
		add("advanced.cookieAttributes.domain", "CANARY-advanced-cookieAttributes-domain", true, (b) -> b
			.advanced((s) -> s.cookieAttributes((c) -> c.domain("CANARY-advanced-cookieAttributes-domain"))));
		add("advanced.cookieAttributes.path", "/auth", "/auth",
				(b) -> b.advanced((s) -> s.cookieAttributes((c) -> c.path("/auth"))));
		add("advanced.cookieAttributes.httpOnly", "false", false,
				(b) -> b.advanced((s) -> s.cookieAttributes((c) -> c.httpOnly(false))));
		add("trustedOrigins", "https://CANARY-origin-one,https://CANARY-origin-two", 2,
				(b) -> b.trustedOrigins("https://CANARY-origin-one", "https://CANARY-origin-two"));
		add("rateLimit.storage", "secondaryStorage", "secondaryStorage",
				(b) -> b.rateLimit((s) -> s.storage(Storage.SECONDARY_STORAGE)));
		add("rateLimit.modelName", "CANARY-rateLimit-modelName", true,
				(b) -> b.rateLimit((s) -> s.modelName("CANARY-rateLimit-modelName")));
		add("rateLimit.window", "60", 60, (b) -> b.rateLimit((s) -> s.window(Duration.ofSeconds(60))));
		add("rateLimit.customStorage", "true", true, (b) -> b.rateLimit((s) -> s.customStorage(true)));
		add("rateLimit.enabled", "true", true, (b) -> b.rateLimit((s) -> s.enabled(true)));
		add("rateLimit.max", "5", 5, (b) -> b.rateLimit((s) -> s.max(5)));
		add("onAPIError.errorURL", "CANARY-onApiError-errorUrl", true,
				(b) -> b.onApiError((s) -> s.errorUrl("CANARY-onApiError-errorUrl")));
		add("onAPIError.onError", "true", true, (b) -> b.onApiError((s) -> s.onError(true)));
		add("onAPIError.throw", "true", true, (b) -> b.onApiError((s) -> s.throwError(true)));
		add("logger.disabled", "true", true, (b) -> b.logger((s) -> s.disabled(true)));
		add("logger.level", "error", "error", (b) -> b.logger((s) -> s.level(Level.ERROR)));
		add("logger.log", "true", true, (b) -> b.logger((s) -> s.log(true)));
		add("databaseHooks.user.create.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.user((m) -> m.create((o) -> o.before(true)))));
		add("databaseHooks.user.create.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.user((m) -> m.create((o) -> o.after(true)))));
		add("databaseHooks.user.update.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.user((m) -> m.update((o) -> o.before(true)))));
		add("databaseHooks.user.update.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.user((m) -> m.update((o) -> o.after(true)))));
		add("databaseHooks.session.create.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.session((m) -> m.create((o) -> o.before(true)))));
		add("databaseHooks.session.create.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.session((m) -> m.create((o) -> o.after(true)))));
		add("databaseHooks.session.update.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.session((m) -> m.update((o) -> o.before(true)))));
		add("databaseHooks.session.update.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.session((m) -> m.update((o) -> o.after(true)))));
		add("databaseHooks.account.create.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.account((m) -> m.create((o) -> o.before(true)))));
		add("databaseHooks.account.create.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.account((m) -> m.create((o) -> o.after(true)))));
		add("databaseHooks.account.update.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.account((m) -> m.update((o) -> o.before(true)))));
		add("databaseHooks.account.update.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.account((m) -> m.update((o) -> o.after(true)))));
		add("databaseHooks.verification.create.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.verification((m) -> m.create((o) -> o.before(true)))));
		add("databaseHooks.verification.create.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.verification((m) -> m.create((o) -> o.after(true)))));
		add("databaseHooks.verification.update.before", "true", true,
				(b) -> b.databaseHooks((s) -> s.verification((m) -> m.update((o) -> o.before(true)))));
		add("databaseHooks.verification.update.after", "true", true,
				(b) -> b.databaseHooks((s) -> s.verification((m) -> m.update((o) -> o.after(true)))));
	}

	private ConfigSamples() {
	}

	static Map<String, Sample> all() {
		return SAMPLES;
	}

	/**
	 * Everything set at once.
	 */
	static RustAuthOptions everyOption() {
		RustAuthOptions.Builder builder = baseBuilder("plugins");
		SAMPLES.values()
			.stream()
			.filter((sample) -> !ConfigContract.field(sample.path()).isContainer())
			.forEach((sample) -> sample.change().accept(builder));
		return builder.build();
	}

	/**
	 * What must be there already for a sample to change its own path only: an element of
	 * each container, unless the sample makes one.
	 */
	static Map<String, String> baseProperties(String path) {
		Map<String, String> base = new LinkedHashMap<>();
		if (!ConfigContract.field(path).isContainer()) {
			base.put("rustauth.social-providers.github.scope", "");
			for (String table : List.of("user", "verification", "session", "account")) {
				base.put("rustauth." + table + ".fields.email", "email_address");
			}
			base.put("rustauth.user.additional-fields.role.type", "String");
			base.put("rustauth.session.additional-fields.role.type", "String");
		}
		return base;
	}

	/**
	 * The same in code.
	 */
	static RustAuthOptions.Builder baseBuilder(String path) {
		RustAuthOptions.Builder base = RustAuthOptions.builder();
		if (!ConfigContract.field(path).isContainer()) {
			base.socialProvider("github")
				.user((user) -> user.field("email", "email_address").additionalField("role", (role) -> {
				}))
				.verification((verification) -> verification.field("email", "email_address"))
				.session((session) -> session.field("email", "email_address").additionalField("role", (role) -> {
				}))
				.account((account) -> account.field("email", "email_address"));
		}
		return base;
	}

	private static void add(String path, String value, Object expected, Consumer<RustAuthOptions.Builder> change) {
		SAMPLES.put(path, new Sample(path, value, expected, change));
	}

	/**
	 * A change of one path.
	 */
	record Sample(String path, String value, Object expected, Consumer<RustAuthOptions.Builder> change) {

		/**
		 * The property by the naming rule, with a name in place of each placeholder.
		 */
		String property() {
			String provider = this.path.endsWith("[].id") ? ".gitlab" : ".github";
			String name = ConfigContract.propertyName(this.path)
				.replace("[].id", "[].scope")
				.replace("[]", provider)
				.replace("<logical-name>", "name")
				.replace("<name>", "role");
			if (!ConfigContract.field(this.path).isContainer()) {
				return name;
			}
			return name + (this.path.equals("socialProviders") ? ".github.scope"
					: this.path.endsWith(".fields") ? ".name" : ".role.type");
		}

		@Override
		public String toString() {
			return this.path;
		}

	}

}
