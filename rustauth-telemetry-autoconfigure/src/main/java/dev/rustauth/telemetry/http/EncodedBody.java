package dev.rustauth.telemetry.http;

import reactor.util.context.ContextView;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * An event as it was encoded and searched, handed on in the Reactor context, so that what
 * leaves is what was searched, and is written once.
 *
 * @param event the event
 * @param bytes its body, not to be changed
 */
public record EncodedBody(TelemetryEvent event, byte[] bytes) {

	/**
	 * The body of an event: the one at hand, or a new one.
	 */
	public static byte[] of(TelemetryEvent event, ContextView context, EventEncoder encoder) {
		EncodedBody body = context.getOrDefault(EncodedBody.class, null);
		return (body != null && body.event() == event) ? body.bytes() : encoder.encode(event);
	}

}
