package dev.rustauth.telemetry.sample.collector.intake;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.sample.collector.store.Start;

/**
 * What a body turned out to be.
 */
sealed interface Reading {

	/**
	 * An event.
	 *
	 * @param type what kind
	 * @param anonymousId who sent it, or null if it doesn't say
	 * @param flags what is unusual about it, or null
	 * @param start what an {@code init} says about its deployment, otherwise null
	 */
	record Event(String type, @Nullable String anonymousId, @Nullable String flags,
			@Nullable Start start) implements Reading {
	}

	/**
	 * JSON, but no event that can be used.
	 *
	 * @param reason what is wrong
	 * @param anonymousId who sent it, as far as it can be read, or null
	 */
	record Unusable(String reason, @Nullable String anonymousId) implements Reading {
	}

}
