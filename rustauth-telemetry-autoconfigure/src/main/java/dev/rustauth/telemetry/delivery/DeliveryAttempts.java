package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.util.context.Context;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;

/**
 * Makes attempts and retries, and enters their outcome in the ledger. Used by the
 * engine's thread only; answers on other threads are moved to it.
 */
final class DeliveryAttempts {

	/**
	 * Reactor's context key of the consumer for errors after the end, such as those of a
	 * cancelled sink. By default Reactor logs them with message and stack trace.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Consumer<Throwable> IGNORE = (failure) -> {
	};

	private final DeliverySettings settings;

	private final DeliveryStatistics statistics;

	private final DeliveryThread thread;

	private final SinkCaller sink;

	private final BackPressure pressure;

	private final FailureLog failureLog;

	private final Runnable changed;

	private final long attemptTimeout;

	private final Set<Delivery> sending = new LinkedHashSet<>();

	private final Set<Delivery> waiting = new LinkedHashSet<>();

	/** Size in bytes at which a batch is complete. */
	private int batchBytes = 512 * 1024;

	private int batchSize;

	private boolean batchTaken;

	private boolean watching;

	private volatile boolean gone;

	private @Nullable Long closeBy;

	/**
	 * Make attempts.
	 * @param changed called when there may be room for further ones
	 */
	DeliveryAttempts(DeliverySettings settings, Destination destination, DeliveryStatistics statistics,
			DeliveryThread thread, SinkCaller sink, DoubleSupplier random, Runnable changed) {
		this.settings = settings;
		this.statistics = statistics;
		this.thread = thread;
		this.sink = sink;
		this.pressure = new BackPressure(settings.retry(), random, thread::now);
		this.failureLog = new FailureLog(destination, thread::now);
		this.changed = changed;
		this.batchSize = settings.batch().maxEvents();
		this.attemptTimeout = settings.attemptTimeout().toNanos();
	}

	/**
	 * Whether no attempt is in progress.
	 */
	boolean isStill() {
		return this.sending.isEmpty();
	}

	/**
	 * Whether another attempt may begin now.
	 */
	boolean mayBegin() {
		return this.pressure.allows() && this.sending.size() < this.settings.concurrency();
	}

	/**
	 * Whether another event may be taken from the queue.
	 */
	boolean hasRoom() {
		return this.sending.size() + this.waiting.size() < this.settings.concurrency();
	}

	/**
	 * Whether the collector said that it is gone for good. Any thread may ask.
	 */
	boolean isGone() {
		return this.gone;
	}

	/**
	 * How many events may be sent at once.
	 */
	int batchSize() {
		return (this.sink.takesBatches()) ? this.batchSize : 1;
	}

	boolean isFull(Delivery delivery) {
		return delivery.events().size() >= batchSize() || delivery.size() >= this.batchBytes;
	}

	/**
	 * The delivery whose next attempt is due, {@code null} if there is none.
	 */
	@Nullable Delivery due() {
		Delivery next = earliest();
		return (next != null && next.dueAt() <= this.thread.now()) ? next : null;
	}

	private @Nullable Delivery earliest() {
		return this.waiting.stream().min(Comparator.comparingLong(Delivery::dueAt)).orElse(null);
	}

	/**
	 * When the next attempt is due.
	 * @return nanoseconds of the engine's clock
	 */
	long nextAt() {
		Delivery next = earliest();
		return (this.pressure.isPaused() || next == null) ? this.pressure.until() : next.dueAt();
	}

	boolean isPausedUntil(long time) {
		return this.pressure.isPaused() && this.pressure.until() >= time;
	}

	boolean isEmpty() {
		return this.sending.isEmpty() && this.waiting.isEmpty();
	}

	/**
	 * Encode the event that was taken last, or drop it.
	 */
	void encode(Delivery delivery, TelemetryEvent event) {
		try {
			byte[] body = this.sink.encode(event);
			if (body != null) {
				delivery.add(body);
			}
		}
		catch (Throwable signal) {
			DeliveryFailure failure = DeliveryFailure.of(signal);
			this.statistics.failed(failure, this.thread.instant());
			log(event, failure);
			this.statistics.droppedLast(delivery, failure.reason(), this.thread.instant());
		}
	}

	/**
	 * Send.
	 */
	void begin(Delivery delivery) {
		this.waiting.remove(delivery);
		this.sending.add(delivery);
		this.pressure.begun(delivery);
		int attempt = delivery.beginAttempt(this.thread.now(), this.pressure.unpaused());
		if (attempt > 1) {
			this.statistics.retrying(delivery);
		}
		watch(this.attemptTimeout);
		try {
			Disposable current = this.sink.send(delivery)
				.subscribe(null, (failure) -> this.thread.soon(() -> failed(delivery, attempt, failure)),
						() -> this.thread.soon(() -> delivered(delivery, attempt)), context(delivery));
			delivery.current(current);
		}
		catch (Throwable failure) {
			// The sink threw instead of signalling an error, or its classes are
			// incompatible.
			this.thread.soon(() -> failed(delivery, attempt, failure));
		}
	}

	private static Context context(Delivery delivery) {
		return Context.of(TelemetrySink.IDEMPOTENCY_KEY, delivery.key(), WriteSignal.class, delivery, ON_ERROR_DROPPED,
				IGNORE);
	}

	/**
	 * One timer for all attempts. They have the same time limit, so the oldest is late
	 * first, and an event that is answered in time needs no timer.
	 */
	private void watch(long delay) {
		if (!this.watching) {
			this.watching = true;
			this.thread.later(this::endLate, Math.max(1, delay));
		}
	}

	/**
	 * Set the timer again, which a failure may have cost.
	 */
	void watchAgain() {
		this.watching = false;
		if (!this.sending.isEmpty()) {
			watch(this.attemptTimeout);
		}
	}

	private void endLate() {
		long now = this.thread.now();
		for (Delivery delivery : List.copyOf(this.sending)) {
			if (timeLeft(delivery, now) <= 0) {
				// First, so that the client doesn't begin to write it unseen.
				delivery.cancel();
				DeliveryFailure failure = (delivery.isWritten()) ? DeliveryFailure.unanswered("no answer in time")
						: DeliveryFailure.unconnected("no connection in time");
				failed(delivery, delivery.attempts(), failure);
			}
		}
		// Only now: an attempt that began meanwhile must not delay the timer for the
		// others.
		this.watching = false;
		this.sending.stream().mapToLong((delivery) -> timeLeft(delivery, now)).min().ifPresent(this::watch);
	}

	private long timeLeft(Delivery delivery, long now) {
		return this.attemptTimeout - delivery.handedOverFor(now);
	}

	/**
	 * Whether a signal is too late, because the delivery has ended, if only by the close,
	 * or another attempt follows.
	 */
	private boolean isStale(Delivery delivery, int attempt) {
		return attempt != delivery.attempts() || !this.sending.contains(delivery) || delivery.isEnded();
	}

	private void delivered(Delivery delivery, int attempt) {
		if (isStale(delivery, attempt)) {
			return;
		}
		answered(delivery);
		this.batchTaken |= delivery.events().size() > 1;
		this.statistics.answered(Duration.ofNanos(this.thread.now() - delivery.attemptAt()));
		taken(delivery);
		this.changed.run();
	}

	private void answered(Delivery delivery) {
		this.sending.remove(delivery);
		this.pressure.answered(delivery);
	}

	private void taken(Delivery delivery) {
		this.statistics.delivered(delivery, this.thread.instant());
		this.failureLog.delivered();
		this.pressure.taken();
	}

	private void failed(Delivery delivery, int attempt, Throwable signal) {
		if (isStale(delivery, attempt)) {
			return;
		}
		answered(delivery);
		DeliveryFailure failure = DeliveryFailure.of(signal);
		switch (failure.kind()) {
			case PARTLY -> partly(delivery, failure.parts());
			case BATCH_REFUSED, BATCH_TOO_LARGE -> batchRefused(delivery, failure);
			default -> failed(delivery, failure);
		}
		this.changed.run();
	}

	private void failed(Delivery delivery, DeliveryFailure failure) {
		this.statistics.failed(failure, this.thread.instant());
		if (failure.kind() == DeliveryFailure.Kind.UNANSWERED) {
			delivery.received();
		}
		if (this.gone || failure.reason() == DropReason.GONE) {
			gone(delivery);
			return;
		}
		log(delivery.events().get(0), failure);
		if (failure.kind() != DeliveryFailure.Kind.PERMANENT) {
			repeat(delivery, failure);
			return;
		}
		if (failure.reason() == DropReason.REJECTED) {
			this.pressure.taken();
		}
		giveUp(delivery, failure.reason());
	}

	private void log(TelemetryEvent event, DeliveryFailure failure) {
		if (failure.reason().isOfTheEvent()) {
			this.failureLog.unsendable(event, failure.reason(), failure.getMessage());
		}
		else {
			this.failureLog.failed(event.type(), failure.getMessage());
		}
	}

	private void repeat(Delivery delivery, DeliveryFailure failure) {
		Duration delay = this.pressure.failed(delivery, failure);
		if (delay == null) {
			giveUp(delivery, DropReason.RETRIES_EXHAUSTED);
			return;
		}
		long dueAt = this.thread.now() + delay.toNanos();
		if (this.closeBy != null && dueAt >= this.closeBy) {
			// It would have been repeated, had there been time.
			giveUp(delivery, DropReason.SHUTDOWN);
			return;
		}
		waitUntil(delivery, dueAt);
	}

	private void waitUntil(Delivery delivery, long dueAt) {
		delivery.waitUntil(dueAt);
		this.waiting.add(delivery);
	}

	private void giveUp(Delivery delivery, DropReason reason) {
		this.statistics.givenUp(delivery, reason, this.thread.instant());
	}

	/**
	 * Each event of a batch has its own answer.
	 */
	private void partly(Delivery batch, List<@Nullable DeliveryFailure> parts) {
		this.batchTaken = true;
		this.statistics.answered(Duration.ofNanos(this.thread.now() - batch.attemptAt()));
		this.pressure.taken();
		List<Delivery> singles = this.statistics.entries().split(batch);
		for (int i = 0; i < singles.size(); i++) {
			DeliveryFailure failure = parts.get(i);
			if (failure == null) {
				taken(singles.get(i));
			}
			else {
				failed(singles.get(i), failure);
			}
		}
	}

	/**
	 * Send the events of the batch one by one, with the keys they have, because an
	 * earlier attempt may have arrived. If the collector has never accepted a batch, send
	 * all further events one by one.
	 */
	private void batchRefused(Delivery batch, DeliveryFailure failure) {
		if (failure.kind() == DeliveryFailure.Kind.BATCH_TOO_LARGE) {
			this.batchBytes = Math.min(this.batchBytes, batch.size() / 2);
			this.failureLog.batchTooLarge(failure.getMessage());
		}
		else if (!this.batchTaken && this.batchSize > 1) {
			this.batchSize = 1;
			this.failureLog.batchRefused(failure.getMessage());
		}
		this.pressure.taken();
		long now = this.thread.now();
		this.statistics.entries().split(batch).forEach((single) -> waitUntil(single, now));
	}

	private void gone(Delivery delivery) {
		if (!this.gone) {
			this.gone = true;
			this.failureLog.stopped();
			this.statistics.entries().dropWaiting(DropReason.GONE);
		}
		giveUp(delivery, DropReason.GONE);
		this.waiting.forEach((other) -> giveUp(other, DropReason.GONE));
		this.waiting.clear();
	}

	/**
	 * Retry nothing that couldn't be sent before the close.
	 * @param closeBy nanoseconds of the engine's clock
	 */
	void closeBy(long closeBy) {
		this.closeBy = closeBy;
		retryNow();
	}

	/**
	 * Make all waiting attempts due now and end a pause, because there won't be another
	 * chance.
	 */
	void retryNow() {
		this.waiting.forEach((delivery) -> delivery.waitUntil(Long.MIN_VALUE));
		this.pressure.endPause();
	}

	/**
	 * Stop the attempts in progress; they are made again later. Meanwhile the ledger
	 * counts them as pending.
	 */
	void suspend() {
		for (Delivery delivery : List.copyOf(this.sending)) {
			delivery.suspend();
			answered(delivery);
			this.waiting.add(delivery);
		}
	}

	/**
	 * Forget the timer, which ended with the previous thread.
	 */
	void opened() {
		this.watching = false;
	}

	/**
	 * Go on after a pause, perhaps with another clock.
	 */
	void resume() {
		this.waiting.forEach((delivery) -> delivery.resume(this.pressure.unpaused()));
		this.pressure.endPause();
	}

}
