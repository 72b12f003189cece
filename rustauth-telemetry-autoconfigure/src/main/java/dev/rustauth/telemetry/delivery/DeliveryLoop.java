package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.init.InitEventSource;

/**
 * What the engine's thread does, from the {@code init} event to the close: takes events
 * from the queue while there is room on the way, and goes to sleep when nothing comes.
 * <p>
 * All state is confined to the {@link EngineThread}. Nothing here blocks.
 */
final class DeliveryLoop {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** How often the thread looks into the queue while events come in. */
	private static final Duration LOOK_EVERY = Duration.ofMillis(5);

	/** After how many looks in vain the thread sleeps until a publisher wakes it. */
	private static final int LOOKS_BEFORE_SLEEP = 200;

	private final DeliveryEngine engine;

	private final EventQueue queue;

	private final Ledger ledger;

	private final EngineThread thread;

	private final EngineSink sink;

	private final FailureLog failureLog;

	private final Deliveries deliveries;

	private final IdempotencyKeys keys = new IdempotencyKeys();

	private @Nullable InitEventSource initSource;

	private @Nullable Disposable initTask;

	private String anonymousId = "";

	private boolean initPending;

	private boolean draining;

	private boolean closing;

	private boolean finished;

	private @Nullable Runnable paused;

	private long pauseBy;

	private int looksInVain;

	DeliveryLoop(DeliveryEngine engine, Scheduler scheduler) {
		this.engine = engine;
		this.queue = engine.queue();
		this.ledger = engine.books();
		this.thread = new EngineThread(scheduler);
		this.sink = new EngineSink(engine.destination(), scheduler);
		this.failureLog = new FailureLog(engine.destination(), this.thread::now);
		this.deliveries = new Deliveries(engine, this.thread, this.sink, this.failureLog, this::ended);
	}

	// What other threads call.

	void begin(Suspension suspension) {
		soon(() -> carryOn(suspension));
	}

	void wake() {
		soon(this::look);
	}

	void close() {
		soon(this::beginClose);
	}

	/**
	 * Deliver what is left for a while, then hand over what isn't delivered and end.
	 * @param paused told when the thread has ended, or when there is no need to any more
	 */
	void pause(Runnable paused) {
		soon(() -> beginPause(paused));
	}

	void abort() {
		soon(this::expire);
	}

	private void soon(Runnable task) {
		this.thread.later(task, Duration.ZERO);
	}

	// From here on everything runs on the engine's thread.

	private void carryOn(Suspension suspension) {
		this.anonymousId = suspension.anonymousId();
		this.initPending = suspension.initPending();
		if (suspension.gone()) {
			this.deliveries.stayGone();
		}
		if (suspension.init() != null) {
			makeInit(suspension.init());
		}
		suspension.deliveries().forEach((delivery) -> this.deliveries.begin(delivery.resumedOn(this.thread)));
		if (!this.initPending) {
			look();
		}
	}

	private void makeInit(InitEventSource init) {
		this.initSource = init;
		this.initTask = init.create(this.thread.scheduler())
			.subscribe((event) -> this.thread.run(() -> initMade(event)),
					(failure) -> this.thread.run(() -> initNotMade(failure)));
		// Building a client takes as long as making the event, and happens meanwhile.
		this.sink.prepare();
	}

	private void initMade(InitEvent init) {
		if (this.finished) {
			return;
		}
		this.initSource = null;
		this.anonymousId = init.anonymousId();
		if (init.payload() == null) {
			initLost();
			return;
		}
		send(new TelemetryEvent(InitEvent.TYPE, init.payload()), true);
	}

	private void initNotMade(Throwable failure) {
		if (this.finished) {
			return;
		}
		this.initSource = null;
		this.anonymousId = AnonymousIdGenerator.randomId();
		logger.warn("The telemetry event 'init' can't be made: " + failure.getClass().getName());
		initLost();
	}

	private void initLost() {
		this.ledger.dropped(InitEvent.TYPE, DropReason.INIT_FAILED);
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
		this.thread.later(this::look, LOOK_EVERY);
	}

	private void drain() {
		if (this.draining || this.initPending || this.finished) {
			return;
		}
		if (this.deliveries.isGone()) {
			// Of a publisher that looked before the answer came and put in after it.
			this.ledger.dropWaiting(DropReason.GONE);
		}
		this.draining = true;
		while (this.deliveries.hasRoom()) {
			TelemetryEvent event = this.ledger.take();
			if (event == null) {
				break;
			}
			send(event, false);
		}
		this.draining = false;
		if (this.closing && this.deliveries.isEmpty() && this.queue.isEmpty()) {
			finish();
		}
	}

	private void send(TelemetryEvent event, boolean init) {
		this.deliveries
			.begin(new Delivery(event.withAnonymousId(this.anonymousId), this.keys.next(), init, this.thread));
	}

	private void ended(Delivery delivery) {
		if (delivery.isInit()) {
			initEnded();
		}
		else {
			drain();
		}
	}

	private void beginClose() {
		if (this.closing || this.finished) {
			return;
		}
		this.closing = true;
		Duration timeout = this.engine.settings().shutdownTimeout();
		this.thread.later(this::expire, timeout);
		this.deliveries.hurry(this.thread.now() + timeout.toNanos());
		drain();
	}

	private void beginPause(Runnable paused) {
		if (this.finished) {
			paused.run();
			return;
		}
		pauseEnded();
		this.paused = paused;
		this.pauseBy = this.thread.now() + this.engine.settings().shutdownTimeout().toNanos();
		this.deliveries.hurry();
		lookForPause();
	}

	private void lookForPause() {
		if (this.paused == null || this.finished) {
			return;
		}
		if (this.closing) {
			pauseEnded();
			return;
		}
		drain();
		boolean still = this.initSource == null && this.deliveries.areWaiting();
		if (still || this.thread.now() >= this.pauseBy) {
			suspend();
		}
		else {
			this.thread.later(this::lookForPause, LOOK_EVERY);
		}
	}

	private void suspend() {
		if (this.initTask != null) {
			this.initTask.dispose();
		}
		Suspension suspension = new Suspension(this.initSource, this.anonymousId, this.initPending,
				this.deliveries.isGone(), this.deliveries.handOver());
		if (!this.engine.suspended(suspension)) {
			// Resumed or closed meanwhile.
			pauseEnded();
			carryOn(suspension);
			return;
		}
		this.finished = true;
		this.sink.close().subscribe(null, null, () -> end(this::pauseEnded));
	}

	private void pauseEnded() {
		Runnable paused = this.paused;
		this.paused = null;
		if (paused != null) {
			paused.run();
		}
	}

	/**
	 * Time is up.
	 */
	private void expire() {
		if (this.finished) {
			return;
		}
		if (this.initTask != null) {
			this.initTask.dispose();
		}
		if (this.initSource != null) {
			this.ledger.dropped(InitEvent.TYPE, DropReason.SHUTDOWN);
		}
		this.deliveries.writeOff();
		finish();
	}

	private void finish() {
		this.finished = true;
		this.sink.close().subscribe(null, null, () -> this.thread.run(this::finished));
	}

	private void finished() {
		this.engine.finish();
		this.failureLog.closed(this.ledger.snapshot());
		end(() -> {
			this.engine.announceClosed();
			pauseEnded();
		});
	}

	/**
	 * Whoever waits for the end may close the class loader, which the thread needs until
	 * then.
	 */
	private void end(Runnable ended) {
		this.thread.end().onErrorComplete().subscribe(null, null, ended);
	}

}
