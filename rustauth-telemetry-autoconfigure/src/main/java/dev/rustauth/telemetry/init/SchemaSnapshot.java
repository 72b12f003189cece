package dev.rustauth.telemetry.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.options.RustAuthOptions.Account;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField;
import dev.rustauth.telemetry.options.RustAuthOptions.Session;
import dev.rustauth.telemetry.options.RustAuthOptions.User;
import dev.rustauth.telemetry.options.RustAuthOptions.Verification;

/**
 * The sections of the config snapshot that describe a table: names of fields are
 * reported, names of tables and columns are not.
 */
final class SchemaSnapshot {

	private SchemaSnapshot() {
	}

	static JsonObject user(User options) {
		return new JsonObject().with("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null))
			.with("fields", fields(options.fields()))
			.with("additionalFields", additionalFields(options.additionalFields()))
			.with("changeEmail", new JsonObject().with("enabled", options.changeEmail().enabled())
				.with("sendChangeEmailConfirmation", options.changeEmail().sendChangeEmailConfirmation()));
	}

	static JsonObject verification(Verification options) {
		return new JsonObject().with("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null))
			.with("disableCleanup", options.disableCleanup())
			.with("fields", fields(options.fields()));
	}

	static JsonObject session(Session options) {
		return new JsonObject().with("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null))
			.with("additionalFields", additionalFields(options.additionalFields()))
			.with("cookieCache",
					new JsonObject().with("enabled", options.cookieCache().enabled())
						.with("maxAge", ConfigSnapshot.seconds(options.cookieCache().maxAge()))
						.with("strategy", options.cookieCache().strategy().wireName()))
			.with("disableSessionRefresh", options.disableSessionRefresh())
			.with("expiresIn", ConfigSnapshot.seconds(options.expiresIn()))
			.with("fields", fields(options.fields()))
			.with("freshAge", ConfigSnapshot.seconds(options.freshAge()))
			.with("preserveSessionInDatabase", options.preserveSessionInDatabase())
			.with("storeSessionInDatabase", options.storeSessionInDatabase())
			.with("updateAge", ConfigSnapshot.seconds(options.updateAge()));
	}

	static JsonObject account(Account options) {
		return new JsonObject().with("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null))
			.with("fields", fields(options.fields()))
			.with("encryptOAuthTokens", options.encryptOauthTokens())
			.with("updateAccountOnSignIn", options.updateAccountOnSignIn())
			.with("accountLinking",
					new JsonObject().with("enabled", options.accountLinking().enabled())
						.with("trustedProviders", new ArrayList<>(options.accountLinking().trustedProviders()))
						.with("updateUserInfoOnLink", options.accountLinking().updateUserInfoOnLink())
						.with("allowUnlinkingAll", options.accountLinking().allowUnlinkingAll()));
	}

	private static @Nullable JsonObject fields(Map<String, String> fields) {
		return sorted(fields, (column) -> true);
	}

	private static @Nullable JsonObject additionalFields(Map<String, AdditionalField> fields) {
		return sorted(fields, SchemaSnapshot::additionalField);
	}

	private static JsonObject additionalField(AdditionalField options) {
		return new JsonObject().with("type", options.type().wireName())
			.with("required", options.required())
			.with("input", options.input())
			.with("returned", options.returned())
			.with("defaultValue", options.defaultValue() != null)
			.with("dbName", options.dbName() != null);
	}

	// Sorted by UTF-8 bytes, as Rust sorts; String.compareTo sorts UTF-16 units.
	private static <V> @Nullable JsonObject sorted(Map<String, V> map, Function<V, Object> toReported) {
		if (map.isEmpty()) {
			return null;
		}
		List<Map.Entry<String, V>> entries = new ArrayList<>(map.entrySet());
		entries.sort((one, other) -> Arrays.compareUnsigned(bytes(one.getKey()), bytes(other.getKey())));
		JsonObject reported = new JsonObject();
		entries.forEach((entry) -> reported.put(entry.getKey(), toReported.apply(entry.getValue())));
		return reported;
	}

	private static byte[] bytes(String key) {
		return key.getBytes(StandardCharsets.UTF_8);
	}

}
