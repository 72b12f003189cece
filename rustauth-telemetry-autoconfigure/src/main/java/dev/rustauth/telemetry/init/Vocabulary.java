package dev.rustauth.telemetry.init;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;

/**
 * The words that {@link Redaction#STRICT} lets through, by the kind of field. The field
 * registry holds the same lists; a test compares them. They are repeated here so that
 * redaction needs neither a file nor a JSON library.
 */
enum Vocabulary {

	/**
	 * Plugins of Better Auth and RustAuth.
	 */
	PLUGINS("access", "additional-fields", "admin", "anonymous", "api-key", "bearer", "captcha", "custom-session",
			"device-authorization", "dub", "electron", "email-otp", "expo", "generic-oauth", "have-i-been-pwned",
			"haveIBeenPwned", "i18n", "jwt", "last-login-method", "magic-link", "mcp", "multi-session", "next-cookies",
			"oauth-provider", "oauth-proxy", "oidc", "oidc-provider", "one-tap", "one-time-token", "open-api",
			"organization", "passkey", "phone-number", "polar", "saml", "scim", "siwe", "sso", "stripe",
			"sveltekit-cookies", "tanstack-start-cookies", "test-utils", "two-factor", "username"),

	/**
	 * Providers that Better Auth, RustAuth and Spring Security know by name.
	 */
	PROVIDERS("apple", "atlassian", "auth0", "cloudflare", "cognito", "credential", "discord", "dropbox",
			"email-password", "facebook", "figma", "github", "gitlab", "google", "gumroad", "hubspot", "huggingface",
			"kakao", "keycloak", "kick", "line", "linear", "linkedin", "microsoft", "microsoft-entra-id", "naver",
			"notion", "okta", "patreon", "paybin", "paypal", "polar", "railway", "reddit", "roblox", "salesforce",
			"slack", "spotify", "tiktok", "twitch", "twitter", "vercel", "vk", "wechat", "x", "yandex", "zoom"),

	/**
	 * Scopes of OpenID Connect Core 1.0, section 5.4 and 11.
	 */
	SCOPES("address", "email", "offline_access", "openid", "phone", "profile"),

	/**
	 * Values of the parameter prompt: OpenID Connect Core 1.0 and Initiating User
	 * Registration 1.0.
	 */
	PROMPTS("consent", "create", "login", "none", "select_account"),

	/**
	 * Headers in which well-known proxies pass a client address on.
	 */
	HEADERS("cf-connecting-ip", "cf-connecting-ipv6", "client-ip", "do-connecting-ip", "fastly-client-ip",
			"fly-client-ip", "forwarded", "forwarded-for", "true-client-ip", "x-appengine-user-ip", "x-azure-clientip",
			"x-azure-socketip", "x-client-ip", "x-cluster-client-ip", "x-envoy-external-address", "x-forwarded",
			"x-forwarded-for", "x-nf-client-connection-ip", "x-original-forwarded-for", "x-real-ip",
			"x-vercel-forwarded-for"),

	/**
	 * Values of the cookie attribute SameSite.
	 */
	SAME_SITE("lax", "none", "strict"),

	/**
	 * Databases that this library or one of its relatives detects.
	 */
	DATABASES("cassandra", "derby", "diesel", "drizzle", "h2", "hsqldb", "mariadb", "mongodb", "mssql", "mysql",
			"neo4j", "oracle", "postgres", "postgresql", "prisma", "redis", "sea-orm", "sqlite", "sqlserver", "sqlx",
			"surrealdb"),

	/**
	 * Data access libraries.
	 */
	ADAPTERS("deadpool-postgres", "diesel", "drizzle", "hibernate", "jdbc", "jooq", "jpa", "kysely", "memory",
			"mongodb", "mybatis", "prisma", "r2dbc", "sea-orm", "spring-data-cassandra", "spring-data-jdbc",
			"spring-data-jpa", "spring-data-mongodb", "spring-data-neo4j", "spring-data-r2dbc", "sqlx",
			"tokio-postgres"),

	/**
	 * Language runtimes of this library and of its relatives.
	 */
	RUNTIMES("bun", "deno", "edge", "java", "node", "rust"),

	/**
	 * Frameworks.
	 */
	FRAMEWORKS("spring-boot"),

	/**
	 * Build tools.
	 */
	BUILD_TOOLS("ant", "bazel", "cargo", "gradle", "maven", "sbt"),

	/**
	 * Stages of an application.
	 */
	STAGES("ci", "development", "production", "test"),

	/**
	 * Hosting platforms.
	 */
	VENDORS("aws", "azure", "cloudflare", "deno-deploy", "digitalocean", "fly-io", "gcp", "heroku", "koyeb", "netlify",
			"railway", "render", "vercel"),

	/**
	 * Operating systems in the spelling of the Rust compiler.
	 */
	PLATFORMS("aix", "android", "dragonfly", "freebsd", "haiku", "illumos", "ios", "linux", "macos", "netbsd",
			"openbsd", "solaris", "windows"),

	/**
	 * Processor architectures in the spelling of the Rust compiler.
	 */
	ARCHITECTURES("aarch64", "arm", "loongarch64", "mips", "mips64", "powerpc", "powerpc64", "riscv32", "riscv64",
			"s390x", "sparc", "sparc64", "x86", "x86_64"),

	/**
	 * Makers of processors.
	 */
	CPU_VENDORS("amd", "ampere", "apple", "hygon", "intel", "loongson", "qualcomm", "zhaoxin"),

	/**
	 * Types of additional fields.
	 */
	FIELD_TYPES("Boolean", "Json", "Number", "NumberArray", "String", "StringArray", "Timestamp"),

	/**
	 * Strategies of the cookie cache.
	 */
	CACHE_STRATEGIES("compact", "jwe", "jwt"),

	/**
	 * Storages of the rate limit.
	 */
	RATE_LIMIT_STORAGES("database", "memory", "secondaryStorage"),

	/**
	 * Levels of the logger.
	 */
	LOG_LEVELS("debug", "error", "info", "success", "warn"),

	/**
	 * Fields of the model user, in the spellings of Better Auth and of RustAuth.
	 */
	USER_FIELDS("createdAt", "created_at", "email", "emailVerified", "email_verified", "id", "image", "name",
			"updatedAt", "updated_at"),

	/**
	 * Fields of the model session, likewise.
	 */
	SESSION_FIELDS("createdAt", "created_at", "expiresAt", "expires_at", "id", "ipAddress", "ip_address", "token",
			"updatedAt", "updated_at", "userAgent", "userId", "user_agent", "user_id"),

	/**
	 * Fields of the model account, likewise.
	 */
	ACCOUNT_FIELDS("accessToken", "accessTokenExpiresAt", "access_token", "access_token_expires_at", "accountId",
			"account_id", "createdAt", "created_at", "id", "idToken", "id_token", "password", "providerId",
			"provider_id", "refreshToken", "refreshTokenExpiresAt", "refresh_token", "refresh_token_expires_at",
			"scope", "updatedAt", "updated_at", "userId", "user_id"),

	/**
	 * Fields of the model verification, likewise.
	 */
	VERIFICATION_FIELDS("createdAt", "created_at", "expiresAt", "expires_at", "id", "identifier", "updatedAt",
			"updated_at", "value");

	/** What stands for every word that is not known. */
	static final String OTHER = "other";

	private final Map<String, String> words = new LinkedHashMap<>();

	Vocabulary(String... words) {
		Arrays.stream(words).forEach((word) -> this.words.put(key(word), word));
	}

	/**
	 * The known word that equals a text, except for case. It is the word of the list that
	 * is returned, so not even the case of the text gets through.
	 * @param text any text
	 * @return a word of the list, or {@link #OTHER}
	 */
	String word(String text) {
		return this.words.getOrDefault(key(text), OTHER);
	}

	/**
	 * The first known word that occurs anywhere in a text.
	 * @param text any text
	 * @return a word of the list, or {@link #OTHER}
	 */
	String wordIn(String text) {
		String key = key(text);
		return this.words.keySet().stream().filter(key::contains).findFirst().map(this.words::get).orElse(OTHER);
	}

	/**
	 * Whether a text is exactly one of the words.
	 * @param text any text
	 * @return whether it is, in the same case
	 */
	boolean contains(String text) {
		return text.equals(this.words.get(key(text)));
	}

	List<String> words() {
		return List.copyOf(this.words.values());
	}

	private static String key(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

}
