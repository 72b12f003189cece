package dev.rustauth.telemetry.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;

/**
 * The latest events, successes and failures. The engine's thread writes, any thread
 * reads. Events are kept only on request, up to the requested number; then the oldest is
 * removed.
 *
 * @since 0.1.0
 */
@Internal
public final class DeliveryHistory {

	private final Deque<Sent> recent = new ArrayDeque<>();

	private int limit;

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable Failure lastFailure;

	/**
	 * Keep the last events from here on.
	 * @param limit how many
	 */
	public synchronized void keep(int limit) {
		this.limit = limit;
	}

	/**
	 * The events that were handed to the sink last, with what became of them.
	 * @return a copy, the oldest first
	 */
	public synchronized List<Sent> recent() {
		return List.copyOf(this.recent);
	}

	/**
	 * When an event was delivered last.
	 * @return {@code null} if never
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * The last attempt that failed.
	 * @return {@code null} if none has
	 */
	public @Nullable Failure lastFailure() {
		return this.lastFailure;
	}

	void delivered(Delivery delivery, Instant at) {
		this.lastSuccess = at;
		add(delivery, "DELIVERED", at);
	}

	void failed(DeliveryFailure failure, Instant at) {
		this.lastFailure = new Failure(at, failure.reason(), failure.getMessage());
	}

	void givenUp(Delivery delivery, DropReason reason, Instant at) {
		add(delivery, (delivery.isMaybeReceived()) ? "UNKNOWN" : reason.name(), at);
	}

	private void add(Delivery delivery, String outcome, Instant at) {
		delivery.events().forEach((event) -> add(at, event, outcome, delivery.attempts()));
	}

	synchronized void add(Instant at, TelemetryEvent event, String outcome, int attempts) {
		if (this.limit == 0) {
			return;
		}
		if (this.recent.size() == this.limit) {
			this.recent.removeFirst();
		}
		this.recent.addLast(new Sent(at, event, outcome, attempts));
	}

	/**
	 * An event that was handed to the sink.
	 *
	 * @param at when its way ended
	 * @param event the event
	 * @param outcome {@code DELIVERED}, {@code UNKNOWN} when no answer came, or the name
	 * of a {@link DropReason}
	 * @param attempts how often it was tried
	 */
	public record Sent(Instant at, TelemetryEvent event, String outcome, int attempts) {

	}

	/**
	 * An attempt that failed.
	 *
	 * @param at when
	 * @param reason what the event is dropped for if no further attempt helps
	 * @param what what happened, safe to show
	 */
	public record Failure(Instant at, DropReason reason, String what) {

	}

}
