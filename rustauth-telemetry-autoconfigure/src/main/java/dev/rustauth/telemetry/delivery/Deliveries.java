package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.util.context.Context;

import dev.rustauth.telemetry.TelemetrySink;

/**
 * The events on their way: attempts, repetitions, and how each of them ends in the books.
 * Used by the engine's thread only; answers that come on another one are moved to it.
 */
final class Deliveries {

	/**
	 * Reactor's name for who gets an error that comes after the end, such as that of a
	 * sink that was given up. By default it is logged with its message and stack trace.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Consumer<Throwable> IGNORE = (failure) -> {
	};

	/**
	 * Our own sink keeps to the time limit by itself, and knows better what became of the
	 * event then: the engine's limit is only for the case that it doesn't.
	 */
	private static final Duration BACKSTOP = Duration.ofSeconds(1);

	private final DeliveryEngine engine;

	private final Ledger ledger;

	private final DeliverySettings settings;

	private final EngineThread thread;

	private final EngineSink sink;

	private final FailureLog failureLog;

	private final Consumer<Delivery> listener;

	private final long attemptTimeout;

	private final Set<Delivery> onTheirWay = new LinkedHashSet<>();

	private boolean watching;

	private boolean gone;

	private @Nullable Long closeBy;

	Deliveries(DeliveryEngine engine, EngineThread thread, EngineSink sink, FailureLog failureLog,
			Consumer<Delivery> listener) {
		this.engine = engine;
		this.ledger = engine.books();
		this.settings = engine.settings();
		this.thread = thread;
		this.sink = sink;
		this.failureLog = failureLog;
		this.listener = listener;
		Duration limit = this.settings.attemptTimeout();
		this.attemptTimeout = ((engine.destination().foreign()) ? limit : limit.plus(BACKSTOP)).toNanos();
	}

	boolean isEmpty() {
		return this.onTheirWay.isEmpty();
	}

	boolean hasRoom() {
		return this.onTheirWay.size() < this.settings.concurrency();
	}

	/**
	 * Whether the collector said that it is gone for good.
	 */
	boolean isGone() {
		return this.gone;
	}

	/**
	 * Whether nothing is with the sink: all that is on its way waits for its next
	 * attempt.
	 */
	boolean areWaiting() {
		return this.onTheirWay.stream().allMatch(Delivery::isWaiting);
	}

	/**
	 * Go on where a collector had said before a pause that it is gone for good.
	 */
	void stayGone() {
		this.gone = true;
	}

	/**
	 * Send an event. Its end is told to the listener.
	 */
	void begin(Delivery delivery) {
		this.onTheirWay.add(delivery);
		attempt(delivery);
	}

	private void attempt(Delivery delivery) {
		if (!this.onTheirWay.contains(delivery)) {
			return;
		}
		int attempt = delivery.beginAttempt(this.thread.now());
		if (attempt > 1) {
			this.engine.retrying();
		}
		watch(this.attemptTimeout);
		try {
			Disposable current = this.sink.send(delivery)
				.subscribe(null, (failure) -> this.thread.run(() -> failed(delivery, attempt, failure)),
						() -> this.thread.run(() -> delivered(delivery, attempt)), context(delivery));
			if (!isStale(delivery, attempt)) {
				delivery.current(current);
			}
		}
		catch (Throwable failure) {
			// A sink that throws instead of signalling, or whose classes don't fit.
			failed(delivery, attempt, failure);
		}
	}

	private static Context context(Delivery delivery) {
		return Context.of(TelemetrySink.IDEMPOTENCY_KEY, delivery.idempotencyKey(), WriteSignal.class, delivery,
				ON_ERROR_DROPPED, IGNORE);
	}

	/**
	 * One timer for all attempts: they have the same time limit, so that the earliest to
	 * be late is known, and an event that is answered in time costs no timer.
	 */
	private void watch(long delay) {
		if (!this.watching) {
			this.watching = true;
			this.thread.later(this::lookForLate, Duration.ofNanos(Math.max(1, delay)));
		}
	}

	private void lookForLate() {
		long now = this.thread.now();
		for (Delivery delivery : List.copyOf(this.onTheirWay)) {
			if (!delivery.isWaiting() && timeLeft(delivery, now) <= 0) {
				delivery.cancel();
				failed(delivery, delivery.attempts(), new TimeoutException());
			}
		}
		// Not before: what began meanwhile may not set the timer back for the others.
		this.watching = false;
		this.onTheirWay.stream()
			.filter((delivery) -> !delivery.isWaiting())
			.mapToLong((delivery) -> timeLeft(delivery, now))
			.min()
			.ifPresent(this::watch);
	}

	private long timeLeft(Delivery delivery, long now) {
		return this.attemptTimeout - delivery.handedOverFor(now);
	}

	private void delivered(Delivery delivery, int attempt) {
		if (isStale(delivery, attempt)) {
			return;
		}
		this.ledger.delivered(delivery.event().type());
		this.engine.history().delivered(delivery, this.thread.instant());
		this.failureLog.delivered();
		this.engine.delivered(Duration.ofNanos(this.thread.now() - delivery.attemptAt()));
		ended(delivery);
	}

	private void failed(Delivery delivery, int attempt, Throwable signal) {
		if (isStale(delivery, attempt)) {
			return;
		}
		DeliveryFailure failure = FailureClassifier.classify(signal);
		this.engine.history().failed(failure, this.thread.instant());
		if (failure.isMaybeReceived()) {
			delivery.received();
		}
		if (this.gone || failure.reason() == DropReason.GONE) {
			gone(delivery);
			return;
		}
		if (failure.reason() != DropReason.SECRET_FOUND) {
			// Else nothing is wrong with the collector, and the log has its ERROR
			// already.
			this.failureLog.failed(delivery.event().type(), failure.getMessage());
		}
		Duration delay = (failure.isRetryable()) ? delay(delivery, failure) : null;
		if (delay == null) {
			end(delivery, failure.reason());
		}
		else if (this.closeBy != null && this.thread.now() + delay.toNanos() >= this.closeBy) {
			// It would have been repeated, had there been time.
			end(delivery, DropReason.SHUTDOWN);
		}
		else {
			delivery.beginWait(this.thread.later(() -> attempt(delivery), delay));
		}
	}

	/**
	 * Whether a signal comes too late to matter: the delivery has ended, or another
	 * attempt has begun or will.
	 */
	private boolean isStale(Delivery delivery, int attempt) {
		return attempt != delivery.attempts() || delivery.isWaiting() || !this.onTheirWay.contains(delivery);
	}

	private @Nullable Duration delay(Delivery delivery, DeliveryFailure failure) {
		Duration elapsed = Duration.ofNanos(this.thread.now() - delivery.firstAttemptAt());
		return this.settings.retry()
			.nextDelay(delivery.attempts(), failure.retryAfter(), elapsed, this.engine.random());
	}

	private void end(Delivery delivery, DropReason reason) {
		give(delivery, reason);
		ended(delivery);
	}

	/**
	 * Write off an event: as unknown if it may have arrived, else as dropped.
	 */
	private void give(Delivery delivery, DropReason reason) {
		if (delivery.isMaybeReceived()) {
			this.ledger.unknown(delivery.event().type());
			this.engine.history().unknown(delivery, this.thread.instant());
		}
		else {
			this.ledger.dropped(delivery.event().type(), reason);
			this.engine.history().dropped(delivery, reason, this.thread.instant());
		}
	}

	private void ended(Delivery delivery) {
		this.onTheirWay.remove(delivery);
		this.listener.accept(delivery);
	}

	private void gone(Delivery delivery) {
		if (!this.gone) {
			this.gone = true;
			this.engine.refuse(DropReason.GONE);
			this.failureLog.stopped();
			this.ledger.dropWaiting(DropReason.GONE);
		}
		for (Delivery other : List.copyOf(this.onTheirWay)) {
			if (other == delivery || other.isWaiting()) {
				other.cancel();
				end(other, DropReason.GONE);
			}
		}
	}

	/**
	 * There is only so much time left: what waits for its next attempt gets its last
	 * chance now, and nothing is repeated that couldn't be in time.
	 * @param closeBy nanoseconds of the engine's clock
	 */
	void hurry(long closeBy) {
		this.closeBy = closeBy;
		hurry();
	}

	/**
	 * What waits for its next attempt gets it now.
	 */
	void hurry() {
		for (Delivery delivery : List.copyOf(this.onTheirWay)) {
			if (delivery.isWaiting()) {
				delivery.cancel();
				attempt(delivery);
			}
		}
	}

	/**
	 * Stop what is under way, for somebody else to go on with. What is being sent may or
	 * may not arrive. The listener isn't told, and the books say that it is on its way.
	 * @return all events on their way
	 */
	List<Delivery> handOver() {
		List<Delivery> all = List.copyOf(this.onTheirWay);
		for (Delivery delivery : all) {
			if (delivery.isBeingSent()) {
				delivery.received();
			}
			this.onTheirWay.remove(delivery);
			delivery.cancel();
		}
		return all;
	}

	/**
	 * Time is up: what is being sent may or may not arrive, what waits won't. The
	 * listener isn't told.
	 */
	void writeOff() {
		handOver().forEach((delivery) -> give(delivery, DropReason.SHUTDOWN));
	}

}
