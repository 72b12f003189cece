package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;

/**
 * Finds the host's own secrets in bytes that are about to leave: values of properties
 * that look sensitive by their name, and credentials in URLs. They are collected once,
 * when this object is created. It keeps a part of each, and reports only the names of
 * their properties.
 * <p>
 * Immutable, safe to share between threads. A search takes time proportional to the
 * number of bytes, and doesn't block.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretTripwire {

	/** What can't hold a secret: a hash in Base64, a random id, a UUID, a hash in hex. */
	private static final Pattern MADE_UP_ID = Pattern.compile("[A-Za-z0-9+/_-]{43}=?|[A-Za-z0-9]{32}|"
			+ "\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}|\\p{XDigit}{40,128}");

	private final List<String> names;

	private final SecretScanner scanner;

	private SecretTripwire(Map<String, String> secrets) {
		this.names = List.copyOf(secrets.values());
		this.scanner = new SecretScanner(List.copyOf(secrets.keySet()));
	}

	/**
	 * Collect the secrets of an application. Reads every property source, so don't call
	 * it on a thread that must not wait.
	 * @param environment where properties are
	 * @param properties the settings of telemetry: values of further request headers and
	 * the key of the anonymous id are secrets, too
	 * @return a tripwire that knows at most 200 secrets, the longest ones; none if it is
	 * switched off
	 */
	public static SecretTripwire of(ConfigurableEnvironment environment, RustAuthTelemetryProperties properties) {
		if (!properties.getTripwire().isEnabled()) {
			return new SecretTripwire(Map.of());
		}
		Map<String, String> headers = new LinkedHashMap<>();
		properties.getHttp()
			.getHeaders()
			.forEach((name, value) -> headers.put(RustAuthTelemetryProperties.PREFIX + ".http.headers." + name, value));
		String key = properties.getAnonymousId().getKey();
		return of(environment, headers,
				(key != null) ? Map.of(RustAuthTelemetryProperties.PREFIX + ".anonymous-id.key", key) : Map.of());
	}

	/**
	 * Collect them, together with further ones.
	 * @param headers request headers by the names of their properties: their values are
	 * secrets, whatever their names
	 * @param more further secrets by the names of their properties
	 */
	static SecretTripwire of(ConfigurableEnvironment environment, Map<String, String> headers,
			Map<String, String> more) {
		return new SecretTripwire(HostSecrets.gather(environment, headers, more));
	}

	/**
	 * Whether there is nothing to look for.
	 * @return {@code true} if no search can find anything
	 */
	public boolean isEmpty() {
		return this.names.isEmpty();
	}

	/**
	 * Look for every secret, plain and in Base64, hex, percent-encoded and JSON-escaped
	 * form.
	 * @param bytes what is about to leave
	 * @param anonymousId the id in it, which is not searched if it has the form of a hash
	 * or of a random id, {@code null} if there is none
	 * @return the names of the properties whose values were found, empty if none was
	 */
	public Set<String> search(byte[] bytes, @Nullable String anonymousId) {
		if (isEmpty()) {
			return Set.of();
		}
		Set<String> found = new LinkedHashSet<>();
		this.scanner.scan(without(bytes, anonymousId)).keySet().forEach((secret) -> found.add(this.names.get(secret)));
		return found;
	}

	/**
	 * Whether a text that no event stands around may be shown.
	 * @param text such as the type of an event
	 * @return whether no secret is in it
	 */
	public boolean allows(String text) {
		return search(text.getBytes(StandardCharsets.UTF_8), null).isEmpty();
	}

	private static byte[] without(byte[] bytes, @Nullable String anonymousId) {
		if (anonymousId == null || !MADE_UP_ID.matcher(anonymousId).matches()) {
			return bytes;
		}
		// A byte that no encoding has, so that nothing is found across the gap either.
		return new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst(Pattern.quote(anonymousId), "\0")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Says how many secrets there are.
	 */
	@Override
	public String toString() {
		return "SecretTripwire[secrets=" + this.names.size() + "]";
	}

}
