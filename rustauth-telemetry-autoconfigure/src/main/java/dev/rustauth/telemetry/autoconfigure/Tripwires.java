package dev.rustauth.telemetry.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * Makes the tripwire of an application. A class of its own, so that no secret is gathered
 * before it is needed.
 */
final class Tripwires {

	private Tripwires() {
	}

	static SecretTripwire of(ConfigurableEnvironment environment, RustAuthTelemetryProperties properties) {
		if (!properties.getTripwire().isEnabled()) {
			return SecretTripwire.none();
		}
		Map<String, String> headers = new LinkedHashMap<>();
		properties.getHttp()
			.getHeaders()
			.forEach((name, value) -> headers.put(RustAuthTelemetryProperties.PREFIX + ".http.headers." + name, value));
		String key = properties.getAnonymousId().getKey();
		return SecretTripwire.of(environment, headers,
				(key != null) ? Map.of(RustAuthTelemetryProperties.PREFIX + ".anonymous-id.key", key) : Map.of());
	}

}
