package dev.rustauth.telemetry;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One telemetry event: what a collector receives as
 * {@code {"type":…,"anonymousId":…,"payload":{…}}}.
 * <p>
 * The payload is copied when the event is made, maps, collections and arrays at every
 * level included, so that a caller can't change it later; so are the JDK's own mutable
 * values: builders of texts, atomic numbers and references, {@code Date} and
 * {@code Calendar}. Other values (a record, an {@code Instant}) are kept as they are and
 * become JSON only when the event is delivered; they should be immutable. {@code null}
 * values are kept: on the wire an absent value is an explicit {@code null}. Instances are
 * safe to share between threads.
 *
 * @param type what happened, such as {@code init} or {@code cli_migrate}; not empty
 * @param anonymousId the pseudonym of the deployment; {@code null} in a new event,
 * because the publisher replaces whatever is here with the deployment's own
 * @param payload the details of the event, in the order in which they are written
 * @since 0.1.0
 */
public record TelemetryEvent(String type, @Nullable String anonymousId, Map<String, ?> payload) {

	/**
	 * How many levels of maps, collections and arrays a payload may have. Deeper ones,
	 * among them every structure that contains itself, are refused.
	 */
	static final int MAX_DEPTH = 100;

	/**
	 * How many values a payload may have, at all levels together.
	 */
	static final int MAX_VALUES = 1_000_000;

	/**
	 * Make an event from a copy of the payload.
	 * @throws IllegalArgumentException if the type is empty, or the payload is nested
	 * more than 100 levels deep or has more than a million values
	 * @throws NullPointerException if the type or the payload is {@code null}
	 */
	public TelemetryEvent {
		if (type.isEmpty()) {
			throw new IllegalArgumentException("The type of a telemetry event must not be empty");
		}
		payload = PayloadCopy.of(payload);
	}

	/**
	 * Make an event that doesn't know its deployment yet, as applications do.
	 * @param type what happened; not empty
	 * @param payload the details, copied
	 * @throws IllegalArgumentException as the canonical constructor does
	 */
	public TelemetryEvent(String type, Map<String, ?> payload) {
		this(type, null, payload);
	}

	/**
	 * The same event under another pseudonym.
	 * @param anonymousId the pseudonym of the deployment
	 * @return a new event
	 */
	public TelemetryEvent withAnonymousId(String anonymousId) {
		return new TelemetryEvent(this.type, anonymousId, this.payload);
	}

}
