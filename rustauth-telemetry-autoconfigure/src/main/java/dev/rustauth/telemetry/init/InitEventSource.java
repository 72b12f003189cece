package dev.rustauth.telemetry.init;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.Internal;

/**
 * Makes the {@code init} event when the engine asks for it.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface InitEventSource {

	/**
	 * Make the event, on threads of its own.
	 * @param timer scheduler for time limits; nothing else may run on it
	 * @return the event; a failure means that there is none
	 */
	Mono<InitEvent> create(Scheduler timer);

}
