package dev.rustauth.telemetry.init;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Changes the payload of the {@code init} event before it is queued: removes a section an
 * application doesn't want to report, or adds one of its own. Beans of this type are
 * called in order, on a thread of the telemetry starter, whenever the event is made: once
 * to be sent, and each time that somebody asks for a preview or for the config snapshot.
 * They have the last word: redaction is done before, and what they add is sent as it is.
 * <p>
 * A customizer that throws or takes longer than ten seconds prevents the event
 * altogether, because it may have been there to take something out.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface InitPayloadCustomizer {

	/**
	 * Change the payload.
	 * @param payload the sections by name, in the order in which they are written; may be
	 * changed
	 */
	void customize(Map<String, @Nullable Object> payload);

}
