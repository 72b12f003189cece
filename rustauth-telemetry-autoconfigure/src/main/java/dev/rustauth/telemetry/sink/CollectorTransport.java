package dev.rustauth.telemetry.sink;

import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.delivery.DeliveryFailure;

/**
 * What stands behind the {@code WebClient}: gets requests across, and keeps to the time
 * limits.
 */
interface CollectorTransport {

	/**
	 * Send a request.
	 * @return the answer, or a failure that {@link #classify} understands
	 */
	Mono<Answer> exchange(Question question);

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
