package dev.rustauth.telemetry.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.CollectorUrl;

/**
 * The settings of the HTTP sink.
 *
 * @param endpoint the URL to post to
 * @param connectTimeout how long making a connection may take
 * @param requestTimeout how long an attempt may take
 * @param headers further request headers, such as a bearer token; never shown
 * @param gzip whether bodies are compressed
 * @param maxEventSize how many bytes an event may have, before compression
 * @param maxConnections how many connections may be open
 * @param ssl supplies the SSL bundle, for each event; {@code null} for the JVM's
 * certificates
 * @param customizers applied to the client last
 * @since 0.1.0
 */
@Internal
public record HttpSettings(CollectorUrl endpoint, Duration connectTimeout, Duration requestTimeout,
		Map<String, String> headers, boolean gzip, int maxEventSize, int maxConnections,
		@Nullable Supplier<SslBundle> ssl, List<TelemetryWebClientCustomizer> customizers) {

	/**
	 * Copy the collections.
	 */
	public HttpSettings {
		headers = new LinkedHashMap<>(headers);
		customizers = List.copyOf(customizers);
	}

	/**
	 * Where to post to; the headers may hold secrets.
	 */
	@Override
	public String toString() {
		return this.endpoint.toString();
	}

	/**
	 * Trusted and own certificates as they are now.
	 * @return {@code null} for the JVM's
	 */
	@Nullable SslBundle sslBundle() {
		return (this.ssl != null) ? this.ssl.get() : null;
	}

}
