package dev.rustauth.telemetry.http;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Customizes the client that posts telemetry. Beans of this type are called in order when
 * the client is built, on a thread of the telemetry starter. The application's
 * {@code WebClientCustomizer}s are not applied to this client.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TelemetryWebClientCustomizer {

	/**
	 * Customize the client.
	 * @param builder builder of a client that is used for telemetry only
	 */
	void customize(WebClient.Builder builder);

}
