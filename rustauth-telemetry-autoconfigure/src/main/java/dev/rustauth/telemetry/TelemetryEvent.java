package dev.rustauth.telemetry;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A telemetry event: what a collector receives as
 * {@code {"type":…,"anonymousId":…,"payload":{…}}}.
 * <p>
 * The payload is copied when the event is created, with maps, collections and arrays at
 * every level, and with mutable values of the JDK: string builders, atomic numbers and
 * references, {@code Date} and {@code Calendar}. Other values (a record, an
 * {@code Instant}) are kept as they are and written as JSON when the event is delivered,
 * so they should be immutable. {@code null} values are kept and written as {@code null}.
 * Instances are safe to share between threads.
 *
 * @param type what happened, such as {@code init} or {@code cli_migrate}; not empty
 * @param anonymousId the pseudonym of the deployment; {@code null} in a new event,
 * because the publisher replaces whatever is here with the deployment's own
 * @param payload the details of the event, in the order in which they are written
 * @since 0.1.0
 */
public record TelemetryEvent(String type, @Nullable String anonymousId, Map<String, ?> payload) {

	/**
	 * Maximum number of levels of maps, collections and arrays in a payload. Deeper ones
	 * are refused, among them every structure that contains itself.
	 */
	static final int MAX_DEPTH = 100;

	/**
	 * Maximum number of values in a payload, at all levels together.
	 */
	static final int MAX_VALUES = 1_000_000;

	/**
	 * Create an event with a copy of the payload.
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
	 * Create an event without an anonymous id, which the publisher adds.
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
