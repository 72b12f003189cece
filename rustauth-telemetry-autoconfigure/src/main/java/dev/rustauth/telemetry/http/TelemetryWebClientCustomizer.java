package dev.rustauth.telemetry.http;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Changes the client that posts telemetry. Beans of this type are called in order, once,
 * when the client is built, on a thread of the telemetry starter. The application's own
 * {@code WebClientCustomizer}s never touch this client.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TelemetryWebClientCustomizer {

	/**
	 * Change the client.
	 * @param builder builder of a client that is used for telemetry only
	 */
	void customize(WebClient.Builder builder);

}
