package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.snapshot.InitEvent;
import dev.rustauth.telemetry.snapshot.InitEventSource;

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

	private @Nullable Disposable initTask;

	private String anonymousId = "";

	private boolean initPending;

	private boolean initInTheMaking;

	private boolean draining;

	private boolean closing;

	private boolean finished;

	private int looksInVain;

	DeliveryLoop(DeliveryEngine engine, Scheduler scheduler) {
		this.engine = engine;
		this.queue = engine.queue();
		this.ledger = engine.books();
		this.thread = new EngineThread(scheduler);
		this.sink = new EngineSink(engine.destination());
		this.failureLog = new FailureLog(engine.destination(), this.thread::now);
		this.deliveries = new Deliveries(engine, this.thread, this.sink, this.failureLog, this::ended);
	}

	// What other threads call.

	void begin(InitEventSource init) {
		this.initPending = true;
		this.initInTheMaking = true;
		this.ledger.begun(InitEvent.TYPE);
		soon(() -> makeInit(init));
	}

	void wake() {
		soon(this::look);
	}

	void close() {
		soon(this::beginClose);
	}

	void abort() {
		soon(this::expire);
	}

	private void soon(Runnable task) {
		this.thread.later(task, Duration.ZERO);
	}

	// From here on everything runs on the engine's thread.

	private void makeInit(InitEventSource init) {
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
		this.initInTheMaking = false;
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
		this.initInTheMaking = false;
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
		if (this.initInTheMaking) {
			this.ledger.dropped(InitEvent.TYPE, DropReason.SHUTDOWN);
		}
		this.deliveries.writeOff();
		finish();
	}

	private void finish() {
		this.finished = true;
		this.sink.close(this.thread.scheduler()).subscribe(null, null, () -> this.thread.run(this::finished));
	}

	private void finished() {
		this.engine.finish();
		this.failureLog.closed(this.ledger.snapshot());
		this.engine.announceClosed();
		this.thread.end();
	}

}
