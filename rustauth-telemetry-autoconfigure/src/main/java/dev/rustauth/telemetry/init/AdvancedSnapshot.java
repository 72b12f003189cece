package dev.rustauth.telemetry.init;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.options.Advanced;

/**
 * The section {@code advanced} of the config snapshot.
 */
final class AdvancedSnapshot {

	private AdvancedSnapshot() {
	}

	static Map<String, @Nullable Object> of(Advanced options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("cookiePrefix", options.cookiePrefix() != null);
		section.put("cookies", false);
		section.put("crossSubDomainCookies", crossSubDomainCookies(options.crossSubDomainCookies()));
		section.put("database", database());
		section.put("useSecureCookies", options.useSecureCookies());
		section.put("ipAddress", ipAddress(options.ipAddress()));
		section.put("disableCSRFCheck", options.disableCsrfCheck());
		section.put("cookieAttributes", cookieAttributes(options.cookieAttributes()));
		return section;
	}

	private static Map<String, @Nullable Object> crossSubDomainCookies(Advanced.CrossSubDomainCookies options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("domain", options.domain() != null);
		section.put("enabled", options.enabled());
		section.put("additionalCookies", null);
		return section;
	}

	private static Map<String, @Nullable Object> database() {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("generateId", null);
		section.put("defaultFindManyLimit", null);
		return section;
	}

	private static Map<String, @Nullable Object> ipAddress(Advanced.IpAddress options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		section.put("disableIpTracking", options.disableIpTracking());
		section.put("ipAddressHeaders", new ArrayList<>(options.ipAddressHeaders()));
		return section;
	}

	private static Map<String, @Nullable Object> cookieAttributes(Advanced.CookieAttributes options) {
		Map<String, @Nullable Object> section = new LinkedHashMap<>();
		// The key says expires, but collectors get the maximum age under it.
		section.put("expires", ConfigSnapshot.seconds(options.expires()));
		section.put("secure", options.secure());
		section.put("sameSite", options.sameSite());
		section.put("domain", options.domain() != null);
		section.put("path", options.path());
		section.put("httpOnly", options.httpOnly());
		return section;
	}

}
