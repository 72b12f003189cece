package dev.rustauth.telemetry.delivery;

import java.util.Locale;

/**
 * Why an event was not delivered: a closed set, used by the ledger, the log and the
 * tests.
 *
 * @since 0.1.0
 */
public enum DropReason {

	/** The queue was full when the event was published. */
	QUEUE_FULL,

	/** The event was published after the close began. */
	CLOSED,

	/** The event was {@code null}, or its payload could not be copied. */
	INVALID,

	/** The {@code init} event could not be made. */
	INIT_FAILED,

	/** The payload could not be written as JSON. */
	UNENCODABLE,

	/** The event is larger than {@code rustauth.telemetry.delivery.max-event-size}. */
	TOO_LARGE,

	/** A secret of the application is in the event: nothing of it left. */
	SECRET_FOUND,

	/** The collector answered with a status that repeating won't change. */
	REJECTED,

	/** The collector answered 410: nothing more is sent until the next start. */
	GONE,

	/** The connection could not be trusted, or the collector didn't trust us. */
	TLS,

	/** Every attempt failed, or the event's time was up. */
	RETRIES_EXHAUSTED,

	/** The sink failed in a way that repeating won't change. */
	SINK_ERROR,

	/** The application closed before the event's turn came. */
	SHUTDOWN;

	/**
	 * Whether it is the event that has to be changed: nothing is wrong with the
	 * collector.
	 */
	boolean isOfTheEvent() {
		return this == UNENCODABLE || this == TOO_LARGE || this == SECRET_FOUND;
	}

	/**
	 * The reason as a tag value.
	 * @return lower case, with underscores
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
