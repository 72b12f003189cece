package dev.rustauth.telemetry.init;

import java.util.Map;

import org.jspecify.annotations.Nullable;

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

}
