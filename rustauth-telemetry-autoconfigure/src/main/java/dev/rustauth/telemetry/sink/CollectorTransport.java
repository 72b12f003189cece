package dev.rustauth.telemetry.sink;

import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.delivery.DeliveryFailure;

/**
 * What stands behind the {@code WebClient}.
 */
interface CollectorTransport {

	ClientHttpConnector connector();

	/**
	 * Classify what an exchange failed with.
	 */
	DeliveryFailure classify(Throwable failure);

	/**
	 * Close the connections. A second call does nothing.
	 * @return completes when that is done or under way
	 */
	Mono<Void> close();

}
