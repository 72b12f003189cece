package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.snapshot.InitEvent;
import dev.rustauth.telemetry.snapshot.InitEventSource;

/**
 * The engine's thread: takes events from the queue, hands them to the sink, repeats what
 * failed, and closes in time.
 * <p>
 * All state is confined to the one thread of the scheduler. Answers that arrive on
 * another thread are moved to it first. Nothing here blocks.
 */
final class DeliveryLoop {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/**
	 * Reactor's name for who gets an error that comes after the end, such as that of a
	 * sink that was given up. By default it is logged with its message and stack trace.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Consumer<Throwable> IGNORE = (failure) -> {
	};

	private static final Duration BACKSTOP = Duration.ofSeconds(1);

	/** How often the thread looks into the queue while events come in. */
	private static final Duration LOOK_EVERY = Duration.ofMillis(5);

	/** After how many looks in vain the thread sleeps until a publisher wakes it. */
	private static final int LOOKS_BEFORE_SLEEP = 200;

	/** How long closing the sink may take on top of the shutdown timeout. */
	private static final Duration SINK_CLOSE_TIMEOUT = Duration.ofMillis(200);

	private final DeliveryEngine engine;

	private final EventQueue queue;

	private final Ledger ledger;

	private final DeliverySettings settings;

	private final Scheduler scheduler;

	private final FailureLog failureLog;

	private final IdempotencyKeys keys = new IdempotencyKeys();

	private final Set<Delivery> onTheirWay = new LinkedHashSet<>();

	private volatile @Nullable Thread thread;

	private @Nullable Scheduler foreignScheduler;

	private volatile @Nullable TelemetrySink sink;

	private @Nullable Disposable initTask;

	private String anonymousId = "";

	private boolean initPending;

	private boolean initInTheMaking;

	private boolean gone;

	private boolean draining;

	private boolean closing;

	private boolean finished;

	private long closeBy;

	private int looksInVain;

	DeliveryLoop(DeliveryEngine engine, Scheduler scheduler) {
		this.engine = engine;
		this.queue = engine.queue();
		this.ledger = engine.books();
		this.settings = engine.settings();
		this.scheduler = scheduler;
		this.failureLog = new FailureLog(engine.destination(), this::now);
	}

	// What other threads call.

	void begin(InitEventSource init) {
		this.initPending = true;
		this.initInTheMaking = true;
		this.ledger.begun(InitEvent.TYPE);
		schedule(() -> makeInit(init), Duration.ZERO);
	}

	void wake() {
		schedule(this::look, Duration.ZERO);
	}

	void close() {
		schedule(this::beginClose, Duration.ZERO);
	}

	void abort() {
		schedule(this::expire, Duration.ZERO);
	}

	// From here on everything runs on the engine's thread.

	private void makeInit(InitEventSource init) {
		this.initTask = init.create(this.scheduler)
			.subscribe((event) -> onLoop(() -> initMade(event)), (failure) -> onLoop(() -> initNotMade(failure)));
		openSink();
	}

	/**
	 * Building a client takes as long as making the event, and happens meanwhile.
	 */
	private void openSink() {
		if (this.engine.destination().foreign()) {
			return;
		}
		try {
			sink();
		}
		catch (RuntimeException | LinkageError ex) {
			// It will fail again when the event is there, and be counted then.
			logger.debug("The telemetry client can't be built yet", ex);
		}
	}

	private void initMade(InitEvent init) {
		if (this.finished) {
			return;
		}
		this.initInTheMaking = false;
		this.anonymousId = init.anonymousId();
		if (init.payload() == null) {
			endInit(DropReason.INIT_FAILED);
			return;
		}
		attempt(newDelivery(new TelemetryEvent(InitEvent.TYPE, init.payload()), true));
	}

	private void initNotMade(Throwable failure) {
		if (this.finished) {
			return;
		}
		this.initInTheMaking = false;
		this.anonymousId = AnonymousIdGenerator.randomId();
		logger.warn("The telemetry event 'init' can't be made: " + failure.getClass().getName());
		endInit(DropReason.INIT_FAILED);
	}

	private void endInit(DropReason reason) {
		this.ledger.dropped(InitEvent.TYPE, reason);
		initEnded();
	}

	private void initEnded() {
		this.initPending = false;
		look();
	}

	private void look() {
		if (this.finished) {
			return;
		}
		drain();
		this.looksInVain = (this.queue.isEmpty()) ? this.looksInVain + 1 : 0;
		if (this.looksInVain > LOOKS_BEFORE_SLEEP && this.engine.fallAsleep()) {
			this.looksInVain = 0;
			return;
		}
		schedule(this::look, LOOK_EVERY);
	}

	private void drain() {
		if (this.draining || this.initPending || this.finished) {
			return;
		}
		if (this.gone) {
			// Of a publisher that looked before the answer came and put in after it.
			this.ledger.dropWaiting(DropReason.GONE);
		}
		this.draining = true;
		while (this.onTheirWay.size() < this.settings.concurrency()) {
			TelemetryEvent event = this.ledger.take();
			if (event == null) {
				break;
			}
			attempt(newDelivery(event, false));
		}
		this.draining = false;
		if (this.closing && this.onTheirWay.isEmpty() && this.queue.isEmpty()) {
			finish();
		}
	}

	private Delivery newDelivery(TelemetryEvent event, boolean init) {
		Delivery delivery = new Delivery(event.withAnonymousId(this.anonymousId), this.keys.next(), init, now());
		this.onTheirWay.add(delivery);
		return delivery;
	}

	private void attempt(Delivery delivery) {
		if (this.finished || !this.onTheirWay.contains(delivery)) {
			return;
		}
		int attempt = delivery.beginAttempt(now());
		if (attempt > 1) {
			this.engine.retrying();
		}
		try {
			Disposable current = Mono.defer(() -> handOver(delivery))
				.timeout(attemptTimeout(), this.scheduler)
				.contextWrite((context) -> context.put(TelemetrySink.IDEMPOTENCY_KEY, delivery.idempotencyKey())
					.put(ON_ERROR_DROPPED, IGNORE))
				.transform(this::onForeignThread)
				.subscribe(null, (failure) -> onLoop(() -> failed(delivery, attempt, failure)),
						() -> onLoop(() -> delivered(delivery, attempt)));
			if (attempt == delivery.attempts() && !delivery.isWaiting()) {
				delivery.current(current);
			}
		}
		catch (Throwable failure) {
			// A sink whose classes don't fit together throws past every operator.
			failed(delivery, attempt, failure);
		}
	}

	/**
	 * Our own sink keeps to the time limit by itself, and knows better what became of the
	 * event then: this is only for the case that it doesn't.
	 */
	private Duration attemptTimeout() {
		Duration limit = this.settings.attemptTimeout();
		return (this.engine.destination().foreign()) ? limit : limit.plus(BACKSTOP);
	}

	/**
	 * The time that an event stands in line for a sink's thread isn't the sink's: the
	 * attempt begins here.
	 */
	private Mono<Void> handOver(Delivery delivery) {
		delivery.handOver();
		return sink().send(delivery.event());
	}

	private <T> Mono<T> onForeignThread(Mono<T> sending) {
		if (!this.engine.destination().foreign()) {
			return sending;
		}
		if (this.foreignScheduler == null) {
			this.foreignScheduler = Schedulers.newSingle("rustauth-telemetry-sink", true);
		}
		return sending.subscribeOn(this.foreignScheduler);
	}

	private TelemetrySink sink() {
		TelemetrySink sink = this.sink;
		if (sink == null) {
			sink = this.engine.destination().sink().get();
			this.sink = sink;
		}
		return sink;
	}

	private void delivered(Delivery delivery, int attempt) {
		if (isStale(delivery, attempt)) {
			return;
		}
		this.ledger.delivered(delivery.event().type());
		this.engine.history().delivered(delivery, instant());
		this.failureLog.delivered();
		this.engine.delivered(Duration.ofNanos(now() - delivery.attemptAt()));
		ended(delivery);
	}

	private void failed(Delivery delivery, int attempt, Throwable signal) {
		if (isStale(delivery, attempt)) {
			return;
		}
		DeliveryFailure failure = FailureClassifier.classify(signal);
		this.engine.history().failed(failure, instant());
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
		if (delay != null) {
			delivery.beginWait(schedule(() -> attempt(delivery), delay));
			return;
		}
		give(delivery, failure.reason());
		ended(delivery);
	}

	private boolean isStale(Delivery delivery, int attempt) {
		return this.finished || attempt != delivery.attempts() || delivery.isWaiting()
				|| !this.onTheirWay.contains(delivery);
	}

	private @Nullable Duration delay(Delivery delivery, DeliveryFailure failure) {
		Duration elapsed = Duration.ofNanos(now() - delivery.firstAttemptAt());
		Duration delay = this.settings.retry()
			.nextDelay(delivery.attempts(), failure.retryAfter(), elapsed, this.engine.random());
		if (delay != null && this.closing && now() + delay.toNanos() >= this.closeBy) {
			return null;
		}
		return delay;
	}

	/**
	 * Write off an event: as unknown if it may have arrived, else as dropped.
	 */
	private void give(Delivery delivery, DropReason reason) {
		if (delivery.isMaybeReceived()) {
			this.ledger.unknown(delivery.event().type());
			this.engine.history().unknown(delivery, instant());
		}
		else {
			this.ledger.dropped(delivery.event().type(), reason);
			this.engine.history().dropped(delivery, reason, instant());
		}
	}

	private void ended(Delivery delivery) {
		this.onTheirWay.remove(delivery);
		if (delivery.isInit()) {
			initEnded();
		}
		else {
			drain();
		}
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
				give(other, DropReason.GONE);
				ended(other);
			}
		}
	}

	private void beginClose() {
		if (this.closing || this.finished) {
			return;
		}
		this.closing = true;
		this.closeBy = now() + this.settings.shutdownTimeout().toNanos();
		schedule(this::expire, this.settings.shutdownTimeout());
		for (Delivery delivery : List.copyOf(this.onTheirWay)) {
			if (delivery.isWaiting()) {
				// Its last chance is now rather than when the backoff ends.
				delivery.cancel();
				attempt(delivery);
			}
		}
		drain();
	}

	/**
	 * Time is up: what is on its way may or may not arrive, what waits won't.
	 */
	private void expire() {
		if (this.finished) {
			return;
		}
		if (this.initTask != null) {
			this.initTask.dispose();
		}
		if (this.initInTheMaking) {
			this.ledger.dropped(InitEvent.TYPE, DropReason.SHUTDOWN);
		}
		for (Delivery delivery : List.copyOf(this.onTheirWay)) {
			if (!delivery.isWaiting() && delivery.isHandedOver()) {
				delivery.received();
			}
			delivery.cancel();
			give(delivery, DropReason.SHUTDOWN);
		}
		this.onTheirWay.clear();
		finish();
	}

	private void finish() {
		this.finished = true;
		if (this.foreignScheduler != null) {
			this.foreignScheduler.dispose();
		}
		Mono<Void> closeSink = (this.sink instanceof ManagedSink managed) ? managed.close() : Mono.empty();
		closeSink.timeout(SINK_CLOSE_TIMEOUT, this.scheduler)
			.onErrorComplete()
			.subscribe(null, null, () -> onLoop(this::finished));
	}

	private void finished() {
		this.engine.finish();
		this.failureLog.closed(this.ledger.snapshot());
		this.engine.announceClosed();
		this.scheduler.dispose();
	}

	private long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	private Instant instant() {
		return Instant.ofEpochMilli(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

	private void onLoop(Runnable task) {
		if (Thread.currentThread() == this.thread) {
			task.run();
		}
		else {
			schedule(task, Duration.ZERO);
		}
	}

	private Disposable schedule(Runnable task, Duration delay) {
		Runnable onThread = () -> {
			this.thread = Thread.currentThread();
			task.run();
		};
		try {
			return (delay.isZero()) ? this.scheduler.schedule(onThread)
					: this.scheduler.schedule(onThread, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The engine is closed: whatever this was, its event has been counted.
			return () -> {
			};
		}
	}

}
