package dev.rustauth.telemetry.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.options.Account;
import dev.rustauth.telemetry.options.AdditionalField;
import dev.rustauth.telemetry.options.Session;
import dev.rustauth.telemetry.options.User;
import dev.rustauth.telemetry.options.Verification;

/**
 * The sections of the config snapshot that describe a table: names of fields are
 * reported, names of tables and columns are not.
 */
final class SchemaSnapshot {

	private SchemaSnapshot() {
	}

	static Map<String, @Nullable Object> user(User options) {
		Map<String, @Nullable Object> changeEmail = new LinkedHashMap<>();
		changeEmail.put("enabled", options.changeEmail().enabled());
		changeEmail.put("sendChangeEmailConfirmation", options.changeEmail().sendChangeEmailConfirmation());
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null));
		section.put("fields", fields(options.fields()));
		section.put("additionalFields", additionalFields(options.additionalFields()));
		section.put("changeEmail", changeEmail);
		return section;
	}

	static Map<String, @Nullable Object> verification(Verification options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null));
		section.put("disableCleanup", options.disableCleanup());
		section.put("fields", fields(options.fields()));
		return section;
	}

	static Map<String, @Nullable Object> session(Session options) {
		Map<String, @Nullable Object> cookieCache = new LinkedHashMap<>();
		cookieCache.put("enabled", options.cookieCache().enabled());
		cookieCache.put("maxAge", ConfigSnapshot.seconds(options.cookieCache().maxAge()));
		cookieCache.put("strategy", options.cookieCache().strategy().wireName());
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null));
		section.put("additionalFields", additionalFields(options.additionalFields()));
		section.put("cookieCache", cookieCache);
		section.put("disableSessionRefresh", options.disableSessionRefresh());
		section.put("expiresIn", ConfigSnapshot.seconds(options.expiresIn()));
		section.put("fields", fields(options.fields()));
		section.put("freshAge", ConfigSnapshot.seconds(options.freshAge()));
		section.put("preserveSessionInDatabase", options.preserveSessionInDatabase());
		section.put("storeSessionInDatabase", options.storeSessionInDatabase());
		section.put("updateAge", ConfigSnapshot.seconds(options.updateAge()));
		return section;
	}

	static Map<String, @Nullable Object> account(Account options) {
		Map<String, @Nullable Object> accountLinking = new LinkedHashMap<>();
		accountLinking.put("enabled", options.accountLinking().enabled());
		accountLinking.put("trustedProviders", new ArrayList<>(options.accountLinking().trustedProviders()));
		accountLinking.put("updateUserInfoOnLink", options.accountLinking().updateUserInfoOnLink());
		accountLinking.put("allowUnlinkingAll", options.accountLinking().allowUnlinkingAll());
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("modelName", ConfigSnapshot.trueOrNull(options.modelName() != null));
		section.put("fields", fields(options.fields()));
		section.put("encryptOAuthTokens", options.encryptOauthTokens());
		section.put("updateAccountOnSignIn", options.updateAccountOnSignIn());
		section.put("accountLinking", accountLinking);
		return section;
	}

	private static @Nullable Map<String, @Nullable Object> fields(Map<String, String> fields) {
		return sorted(fields, (column) -> true);
	}

	private static @Nullable Map<String, @Nullable Object> additionalFields(Map<String, AdditionalField> fields) {
		return sorted(fields, SchemaSnapshot::additionalField);
	}

	private static Map<String, @Nullable Object> additionalField(AdditionalField options) {
		Map<String, @Nullable Object> element = new LinkedHashMap<>();
		element.put("type", options.type().wireName());
		element.put("required", options.required());
		element.put("input", options.input());
		element.put("returned", options.returned());
		element.put("defaultValue", options.defaultValue() != null);
		element.put("dbName", options.dbName() != null);
		return element;
	}

	// Sorted by UTF-8 bytes, as Rust sorts; String.compareTo sorts UTF-16 units.
	private static <V> @Nullable Map<String, @Nullable Object> sorted(Map<String, V> map,
			Function<V, Object> toReported) {
		if (map.isEmpty()) {
			return null;
		}
		List<Map.Entry<String, V>> entries = new ArrayList<>(map.entrySet());
		entries.sort((one, other) -> Arrays.compareUnsigned(bytes(one.getKey()), bytes(other.getKey())));
		Map<String, @Nullable Object> reported = new LinkedHashMap<>();
		entries.forEach((entry) -> reported.put(entry.getKey(), toReported.apply(entry.getValue())));
		return reported;
	}

	private static byte[] bytes(String key) {
		return key.getBytes(StandardCharsets.UTF_8);
	}

}
