package dev.rustauth.telemetry.init;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.Internal;

/**
 * What the engine needs to begin: the pseudonym that every event carries, and the payload
 * of the {@code init} event.
 *
 * @param anonymousId pseudonym of the deployment
 * @param payload payload of {@code init}, {@code null} when it may not be sent because a
 * customizer failed
 * @since 0.1.0
 */
@Internal
public record InitEvent(String anonymousId, @Nullable Map<String, ?> payload) {

	/** Type of the event on the wire. */
	public static final String TYPE = "init";

	/**
	 * Makes the event when the engine asks for it.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Make the event, on threads of its own.
		 * @param timer scheduler for time limits; nothing else may run on it
		 * @return the event; a failure means that there is none
		 */
		Mono<InitEvent> create(Scheduler timer);

	}

}
