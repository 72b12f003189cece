package dev.rustauth.telemetry.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * A failed attempt, as the starter's sinks report it to the engine. Has no stack trace
 * and a message that is safe to log.
 *
 * @since 0.1.0
 */
public final class DeliveryFailure extends RuntimeException {

	/** How the engine handles it. */
	enum Kind {

		/** Another attempt won't change it. */
		PERMANENT,

		/** Another attempt may help; the event surely didn't arrive. */
		TRANSIENT,

		/** The same, and no part of the event was sent: any other would have failed. */
		UNCONNECTED,

		/** Another attempt may help; the event may have arrived. */
		UNANSWERED,

		/** The events of the batch fared differently. */
		PARTLY,

		/** The events may be taken one by one. */
		BATCH_REFUSED,

		/** The events may be taken one by one, and further ones in smaller batches. */
		BATCH_TOO_LARGE

	}

	private final DropReason reason;

	private final Kind kind;

	private final @Nullable Duration retryAfter;

	private final List<@Nullable DeliveryFailure> parts;

	private DeliveryFailure(DropReason reason, String message, Kind kind, @Nullable Duration retryAfter,
			List<@Nullable DeliveryFailure> parts) {
		super(message, null, false, false);
		this.reason = reason;
		this.kind = kind;
		this.retryAfter = retryAfter;
		this.parts = parts;
	}

	/**
	 * A failure that another attempt won't change.
	 * @param reason what the event is dropped for
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure permanent(DropReason reason, String message) {
		return new DeliveryFailure(reason, message, Kind.PERMANENT, null, List.of());
	}

	/**
	 * A failure after which another attempt may succeed; the event can't have arrived.
	 * @param message what happened, safe to log
	 * @param retryAfter how long the other side asks to wait, {@code null} if it doesn't
	 * @return the failure
	 */
	public static DeliveryFailure transientFailure(String message, @Nullable Duration retryAfter) {
		return new DeliveryFailure(DropReason.RETRIES_EXHAUSTED, message, Kind.TRANSIENT, retryAfter, List.of());
	}

	/**
	 * No connection could be made, so nothing was sent, and the event isn't at fault.
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure unconnected(String message) {
		return new DeliveryFailure(DropReason.RETRIES_EXHAUSTED, message, Kind.UNCONNECTED, null, List.of());
	}

	/**
	 * The event was sent and not answered, so it may have arrived.
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure unanswered(String message) {
		return new DeliveryFailure(DropReason.RETRIES_EXHAUSTED, message, Kind.UNANSWERED, null, List.of());
	}

	/**
	 * The answer to a batch whose events fared differently.
	 * @param parts what became of each event, in their order and number; {@code null} for
	 * one that was delivered
	 * @return the failure
	 */
	public static DeliveryFailure partly(List<@Nullable DeliveryFailure> parts) {
		return new DeliveryFailure(DropReason.REJECTED, "not every event was taken", Kind.PARTLY, null, parts);
	}

	/**
	 * The collector can't read several events at once, or not these: each one has to be
	 * sent by itself.
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure batchRefused(String message) {
		return new DeliveryFailure(DropReason.REJECTED, message, Kind.BATCH_REFUSED, null, List.of());
	}

	/**
	 * The collector doesn't take so many bytes, or events, at once.
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure batchTooLarge(String message) {
		return new DeliveryFailure(DropReason.REJECTED, message, Kind.BATCH_TOO_LARGE, null, List.of());
	}

	/**
	 * Classify any failure of a sink. The starter's sinks classify theirs; of an
	 * application's sink, I/O failures and timeouts are retried, others are not.
	 */
	static DeliveryFailure of(Throwable signal) {
		Throwable cause = Exceptions.unwrap(signal);
		if (cause instanceof DeliveryFailure known) {
			return known;
		}
		String name = cause.getClass().getName();
		if (cause instanceof TimeoutException) {
			return unanswered("no answer in time");
		}
		if (cause instanceof IOException || cause instanceof UncheckedIOException) {
			return transientFailure(name, null);
		}
		// The class only: the sink's message may contain anything.
		return permanent(DropReason.SINK_ERROR, "the sink failed with " + name);
	}

	/**
	 * What the event is dropped for if no further attempt helps.
	 * @return the reason
	 */
	public DropReason reason() {
		return this.reason;
	}

	Kind kind() {
		return this.kind;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	List<@Nullable DeliveryFailure> parts() {
		return this.parts;
	}

	/**
	 * The message, never {@code null} here.
	 */
	@Override
	public String getMessage() {
		String message = super.getMessage();
		return (message != null) ? message : this.reason.tag();
	}

}
