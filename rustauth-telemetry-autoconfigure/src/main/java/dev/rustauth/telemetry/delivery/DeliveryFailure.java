package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a sink of the starter tells the engine that an attempt failed and what to make of
 * it. Carries no stack trace and a message that is safe to log.
 *
 * @since 0.1.0
 */
public final class DeliveryFailure extends RuntimeException {

	private final DropReason reason;

	private final boolean retryable;

	private final boolean maybeReceived;

	private final @Nullable Duration retryAfter;

	private DeliveryFailure(DropReason reason, String message, boolean retryable, boolean maybeReceived,
			@Nullable Duration retryAfter) {
		super(message, null, false, false);
		this.reason = reason;
		this.retryable = retryable;
		this.maybeReceived = maybeReceived;
		this.retryAfter = retryAfter;
	}

	/**
	 * A failure that another attempt won't change.
	 * @param reason what the event is dropped for
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure permanent(DropReason reason, String message) {
		return new DeliveryFailure(reason, message, false, false, null);
	}

	/**
	 * A failure that another attempt may mend; the event surely didn't arrive.
	 * @param message what happened, safe to log
	 * @param retryAfter how long the other side asks to wait, {@code null} if it doesn't
	 * @return the failure
	 */
	public static DeliveryFailure transientFailure(String message, @Nullable Duration retryAfter) {
		return new DeliveryFailure(DropReason.RETRIES_EXHAUSTED, message, true, false, retryAfter);
	}

	/**
	 * A failure after which nobody knows whether the event arrived: it was sent, and no
	 * answer came.
	 * @param message what happened, safe to log
	 * @return the failure
	 */
	public static DeliveryFailure unanswered(String message) {
		return new DeliveryFailure(DropReason.RETRIES_EXHAUSTED, message, true, true, null);
	}

	/**
	 * What the event is dropped for if no further attempt helps.
	 * @return the reason
	 */
	public DropReason reason() {
		return this.reason;
	}

	boolean isRetryable() {
		return this.retryable;
	}

	boolean isMaybeReceived() {
		return this.maybeReceived;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
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
