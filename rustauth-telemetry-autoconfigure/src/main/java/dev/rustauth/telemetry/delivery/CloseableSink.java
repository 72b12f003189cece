package dev.rustauth.telemetry.delivery;

import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetrySink;

/**
 * A sink that the engine opened and has to close, because it holds connections or
 * threads.
 *
 * @since 0.1.0
 */
@Internal
public interface CloseableSink extends TelemetrySink {

	/**
	 * Give back connections and threads.
	 * @return completes when they are gone; subscribing again does nothing
	 */
	Mono<Void> close();

}
