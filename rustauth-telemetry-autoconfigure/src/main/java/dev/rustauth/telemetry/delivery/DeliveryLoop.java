package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.init.InitEvent;

/**
 * What the engine's thread does, from the {@code init} event to the close: takes events
 * from the queue while there is room on the way, and goes to sleep when nothing comes.
 * <p>
 * All state is confined to the {@link DeliveryThread}, of which there is another one
 * after a pause. Nothing here blocks, but what it calls may: so nothing here bounds the
 * close.
 */
final class DeliveryLoop {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** How often the thread reads the queue while events come in. */
	private static final long LOOK_EVERY = Duration.ofMillis(5).toNanos();

	/** After how many looks in vain the thread sleeps until a publisher wakes it. */
	private static final int LOOKS_BEFORE_SLEEP = 200;

	/** How long the thread waits after a failure of its own. */
	private static final long GO_ON_AFTER = Duration.ofSeconds(1).toNanos();

	private static final long NOTHING_WAITS = Long.MIN_VALUE;

	private final EventQueue queue;

	private final DeliverySettings settings;

	private final Ledger ledger;

	private final DeliveryThread thread;

	private final SinkCaller sink;

	private final DeliveryAttempts attempts;

	private final AtomicBoolean asleep = new AtomicBoolean();

	private final Sinks.Empty<Void> drained = Sinks.empty();

	private volatile InitEvent.@Nullable Source initSource;

	private volatile @Nullable Disposable initTask;

	/** Stands in the ledger for {@code init} until that is made, then it is that. */
	private Delivery init;

	private boolean initMade;

	private String anonymousId = "";

	private String keyPrefix = "";

	private long keys;

	private boolean failed;

	private boolean looking;

	private int looksInVain;

	private long waitingSince = NOTHING_WAITS;

	/** Whether the last batch left something in the queue because of its bytes. */
	private boolean cutShort;

	private long timerAt = Long.MAX_VALUE;

	private @Nullable Long closeBy;

	private Sinks.@Nullable One<Boolean> halting;

	private long haltBy;

	private boolean halted = true;

	DeliveryLoop(EventQueue queue, DeliverySettings settings, Destination destination, DeliveryStatistics statistics,
			DoubleSupplier random) {
		this.queue = queue;
		this.settings = settings;
		this.ledger = statistics.entries();
		this.thread = new DeliveryThread(destination.thread(), this::goOn);
		this.sink = new SinkCaller(destination, this.thread);
		this.attempts = new DeliveryAttempts(settings, destination, statistics, this.thread, this.sink, random,
				this::pump);
		this.init = new Delivery("", this.thread);
	}

	// What other threads call.

	/**
	 * Set what begins it all; it is made once the thread is there.
	 */
	void init(InitEvent.Source source) {
		this.initSource = source;
		this.ledger.begun(this.init, new TelemetryEvent(InitEvent.TYPE, Map.of()));
	}

	boolean hasInit() {
		return this.initSource != null;
	}

	boolean isGone() {
		return this.attempts.isGone();
	}

	/**
	 * Something is in the queue.
	 */
	void wake() {
		if (this.asleep.get() && this.asleep.compareAndSet(true, false)) {
			this.thread.soon(this::look);
		}
	}

	/**
	 * Begin, or go on, on a new thread.
	 */
	void open() {
		this.asleep.set(false);
		this.sink.open();
		this.thread.open();
		this.thread.soon(this::opened);
	}

	/**
	 * Go on after {@link #halt}, or don't halt at all.
	 */
	void resume() {
		this.thread.soon(this::carryOn);
	}

	/**
	 * Deliver what is left.
	 * @param limit how long that may take
	 * @return completes when nothing is left, or nothing can be delivered in that time
	 */
	Mono<Void> drain(Duration limit) {
		this.thread.soon(() -> {
			this.closeBy = this.thread.now() + limit.toNanos();
			this.attempts.closeBy(this.closeBy);
			pump();
		});
		return this.drained.asMono();
	}

	/**
	 * Deliver what is left for a while, then keep what isn't delivered and do nothing.
	 * @return {@code true} when nothing is done any more, empty if it goes on instead
	 */
	Mono<Boolean> halt() {
		Sinks.One<Boolean> halting = Sinks.one();
		this.thread.soon(() -> {
			haltEnded();
			this.halting = halting;
			this.haltBy = this.thread.now() + this.settings.shutdownTimeout().toNanos();
			this.attempts.retryNow();
			tryToHalt();
		});
		return halting.asMono();
	}

	/**
	 * Give thread and connections back.
	 * @return completes when they are gone
	 */
	Mono<Void> end() {
		Disposable initTask = this.initTask;
		if (initTask != null) {
			initTask.dispose();
		}
		Mono<Void> threadEnded = this.thread.end().onErrorComplete();
		// Whoever doesn't wait for the sink any longer doesn't keep the thread either.
		return this.sink.close().onErrorComplete().doOnCancel(threadEnded::subscribe).then(threadEnded);
	}

	// From here on everything runs on the engine's thread.

	private void opened() {
		this.looking = false;
		this.timerAt = Long.MAX_VALUE;
		this.attempts.opened();
		carryOn();
	}

	private void carryOn() {
		haltEnded();
		if (this.halted) {
			this.halted = false;
			this.attempts.resume();
			makeInit(this.initSource);
		}
		pump();
	}

	private void makeInit(InitEvent.@Nullable Source source) {
		if (source == null || this.initMade) {
			return;
		}
		this.initTask = Mono.defer(() -> source.create(this.thread.scheduler()))
			.subscribe((event) -> this.thread.soon(() -> initMade(event)),
					(failure) -> this.thread.soon(() -> initNotMade(failure)));
		// Building a client takes as long as making the event, and happens meanwhile.
		this.sink.prepare();
	}

	private boolean isMakingInit() {
		return !this.initMade && !this.halted;
	}

	private void initMade(InitEvent made) {
		if (!isMakingInit()) {
			return;
		}
		this.initMade = true;
		this.anonymousId = made.anonymousId();
		if (made.payload() == null) {
			this.ledger.givenUp(this.init, DropReason.INIT_FAILED);
		}
		else {
			send(new TelemetryEvent(InitEvent.TYPE, made.payload()).withAnonymousId(this.anonymousId));
		}
		pump();
	}

	private void send(TelemetryEvent event) {
		Delivery delivery = new Delivery(nextKey(), this.thread);
		if (this.ledger.replace(this.init, delivery, event)) {
			this.init = delivery;
			this.attempts.encode(delivery, event);
			if (delivery.events().isEmpty()) {
				delivery.end();
			}
			else {
				this.attempts.begin(delivery);
			}
		}
	}

	private void initNotMade(Throwable failure) {
		logger.warn("The telemetry event 'init' can't be made: " + failure.getClass().getName());
		initMade(new InitEvent(AnonymousIdGenerator.randomId(), null));
	}

	private void look() {
		this.looking = false;
		this.looksInVain++;
		pump();
	}

	/**
	 * Nothing here is meant to fail, but classes can't be loaded while no file can be
	 * opened, and memory runs out. What the task was about stays pending until the close.
	 */
	private void goOn(Throwable failure) {
		if (!this.failed) {
			this.failed = true;
			logger.warn("The telemetry thread goes on after " + failure.getClass().getName()
					+ ", which costs the event it was about. The application is not affected");
		}
		this.timerAt = Long.MAX_VALUE;
		this.attempts.watchAgain();
		if (!this.looking) {
			this.looking = true;
			this.thread.later(this::look, GO_ON_AFTER);
		}
	}

	/**
	 * Send what can be sent. Called whenever that may have changed: when an answer is
	 * there, when time has passed, and every few milliseconds while only events are
	 * missing.
	 */
	private void pump() {
		if (this.halted) {
			return;
		}
		if (this.attempts.isGone()) {
			// Of a publisher that looked before the answer came and put in after it.
			this.ledger.dropWaiting(DropReason.GONE);
		}
		boolean onlyEventsAreMissing = sendWhatMayBeSent();
		if (this.closeBy != null && isDrained(this.closeBy)) {
			this.drained.tryEmitEmpty();
		}
		else if (onlyEventsAreMissing) {
			lookLater();
		}
		setTimer();
	}

	private boolean sendWhatMayBeSent() {
		while (this.attempts.mayBegin()) {
			Delivery next = this.attempts.due();
			if (next == null) {
				if (!this.init.isEnded() || !this.attempts.hasRoom()) {
					return false;
				}
				next = take();
				if (next == null) {
					return true;
				}
			}
			this.attempts.begin(next);
		}
		return false;
	}

	private @Nullable Delivery take() {
		while (isBatchComplete()) {
			Delivery delivery = new Delivery(nextKey(), this.thread);
			if (!fill(delivery)) {
				return null;
			}
			this.looksInVain = 0;
			this.waitingSince = NOTHING_WAITS;
			this.cutShort = delivery.events().size() < this.attempts.batchSize() && !this.queue.isEmpty();
			if (!delivery.events().isEmpty()) {
				return delivery;
			}
		}
		return null;
	}

	/**
	 * Whether there are enough events to be sent, or the first has waited long enough. A
	 * queue that is half full is enough: what comes meanwhile needs room.
	 */
	private boolean isBatchComplete() {
		if (this.queue.isEmpty()) {
			return false;
		}
		int size = Math.min(this.attempts.batchSize(), (this.queue.capacity() + 1) / 2);
		if (size == 1 || this.cutShort || this.closeBy != null || this.halting != null || this.queue.size() >= size) {
			return true;
		}
		long now = this.thread.now();
		if (this.waitingSince == NOTHING_WAITS) {
			this.waitingSince = now;
		}
		return Duration.ofNanos(now - this.waitingSince).compareTo(this.settings.batch().maxWait()) >= 0;
	}

	/**
	 * Take events from the queue.
	 * @return whether there were any; those that can't be sent are dropped
	 */
	private boolean fill(Delivery delivery) {
		boolean taken = false;
		while (!this.attempts.isFull(delivery)) {
			TelemetryEvent event = this.ledger.take(delivery, this.anonymousId);
			if (event == null) {
				break;
			}
			taken = true;
			this.attempts.encode(delivery, event);
		}
		return taken;
	}

	/**
	 * A key that no other event has, in no other JVM either.
	 */
	private String nextKey() {
		if (this.keyPrefix.isEmpty()) {
			// Not before it is needed, and not on the thread that starts the application.
			this.keyPrefix = UUID.randomUUID() + "-";
		}
		this.keys++;
		return this.keyPrefix + this.keys;
	}

	private void lookLater() {
		boolean sleeps = this.looksInVain > LOOKS_BEFORE_SLEEP && fallAsleep();
		if (!this.looking && !sleeps) {
			this.looking = true;
			this.thread.later(this::look, LOOK_EVERY);
		}
	}

	/**
	 * Have the next publisher wake this thread.
	 * @return {@code false} if something came in after all
	 */
	private boolean fallAsleep() {
		this.asleep.set(true);
		return this.queue.isEmpty() || !this.asleep.compareAndSet(true, false);
	}

	private void setTimer() {
		long now = this.thread.now();
		long at = this.attempts.nextAt();
		if (at > now && at < this.timerAt) {
			this.timerAt = at;
			this.thread.later(() -> {
				this.timerAt = Long.MAX_VALUE;
				pump();
			}, at - now);
		}
	}

	private boolean isDrained(long closeBy) {
		return this.attempts.isStill() && !isMakingInit()
				&& (this.attempts.isPausedUntil(closeBy) || (this.attempts.isEmpty() && this.queue.isEmpty()));
	}

	private void tryToHalt() {
		if (this.halting == null) {
			return;
		}
		pump();
		if (this.closeBy != null) {
			haltEnded();
		}
		else if ((this.attempts.isStill() && !isMakingInit()) || this.thread.now() >= this.haltBy) {
			this.halted = true;
			this.attempts.suspend();
			haltEnded();
		}
		else {
			this.thread.later(this::tryToHalt, LOOK_EVERY);
		}
	}

	private void haltEnded() {
		Sinks.One<Boolean> halting = this.halting;
		this.halting = null;
		if (halting != null && this.halted) {
			halting.tryEmitValue(true);
		}
		else if (halting != null) {
			halting.tryEmitEmpty();
		}
	}

}
