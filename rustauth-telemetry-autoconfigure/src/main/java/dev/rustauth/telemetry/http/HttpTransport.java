package dev.rustauth.telemetry.http;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.core.publisher.Mono;

/**
 * The HTTP client behind the {@code WebClient}, with connections and threads of its own.
 */
interface HttpTransport {

	/**
	 * Connect the client. Opens no connection.
	 * @param bundle certificates, {@code null} for the JVM's
	 */
	ClientHttpConnector connector(@Nullable SslBundle bundle);

	/**
	 * Whether this client tells the {@link dev.rustauth.telemetry.delivery.WriteSignal}
	 * when a request is written.
	 */
	boolean tellsWhenWritten();

	/**
	 * Close the connections and end the threads. A second call does nothing.
	 * @return completes when the threads have ended or are about to
	 */
	Mono<Void> close();

}
