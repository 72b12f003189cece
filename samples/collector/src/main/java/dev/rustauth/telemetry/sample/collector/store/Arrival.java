package dev.rustauth.telemetry.sample.collector.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that came in and is to be kept.
 */
public sealed interface Arrival {

	/**
	 * The name that its sender gave it, or one of our making.
	 * @return the key
	 */
	String key();

	/**
	 * Tells this arrival from all others.
	 * @return a digest, the same when it is sent again
	 */
	String once();

	Instant receivedAt();

	/**
	 * Tells who sent it.
	 * @return the deployment, or null if it doesn't say
	 */
	@Nullable String anonymousId();

	String body();

	/**
	 * An event.
	 *
	 * @param key see {@link Arrival#key()}
	 * @param once see {@link Arrival#once()}
	 * @param receivedAt when it came in
	 * @param type what kind of event
	 * @param anonymousId the deployment, or null
	 * @param schemaVersion what the header said, or null
	 * @param flags what is unusual about it, or null
	 * @param body the JSON as received
	 * @param start what an {@code init} says about its deployment, otherwise null
	 */
	record Event(String key, String once, Instant receivedAt, String type, @Nullable String anonymousId,
			@Nullable String schemaVersion, @Nullable String flags, String body,
			@Nullable Start start) implements Arrival {
	}

	/**
	 * A body that is no event we can use.
	 *
	 * @param key see {@link Arrival#key()}
	 * @param once see {@link Arrival#once()}
	 * @param receivedAt when it came in
	 * @param anonymousId the deployment as far as it can be read, or null
	 * @param reason what is wrong with it
	 * @param body the beginning of what was received
	 */
	record DeadLetter(String key, String once, Instant receivedAt, @Nullable String anonymousId, String reason,
			String body) implements Arrival {
	}

}
