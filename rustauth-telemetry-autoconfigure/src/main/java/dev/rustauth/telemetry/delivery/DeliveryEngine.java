package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.init.InitEvent;

/**
 * The publisher's engine: a bounded queue and one thread that empties it.
 * <p>
 * Threads: {@link #publish} may be called by any thread; it puts a reference into the
 * queue and returns. Everything else happens on one daemon thread, which doesn't exist
 * before {@link #start}. When the queue is full, the newest event is dropped. After
 * {@link #shutdown} began, every event is dropped. Each drop is counted under its
 * {@link DropReason}.
 * <p>
 * Only the first event wakes the sleeping thread; while events arrive, it polls the queue
 * every few milliseconds, because waking a thread costs the publisher a hundred times as
 * much as the queue.
 * <p>
 * The close doesn't wait for a blocked engine thread: another thread keeps the time limit
 * and closes the ledger when it is reached.
 *
 * @since 0.1.0
 */
@Internal
public final class DeliveryEngine implements TelemetryPublisher {

	/**
	 * How long giving back threads and connections may take once the ledger is closed.
	 */
	private static final Duration END_TIMEOUT = Duration.ofMillis(200);

	/** The life of an engine, from left to right, but for pauses. */
	private enum State {

		NEW, RUNNING, PAUSING, PAUSED, CLOSING, CLOSED

	}

	private final EventQueue queue;

	private final DeliveryStatistics statistics;

	private final Ledger ledger;

	private final DeliverySettings settings;

	private final DeliveryLoop loop;

	private final Supplier<Scheduler> watch;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private volatile State state = State.NEW;

	private Sinks.Empty<Void> paused = Sinks.empty();

	/**
	 * Create an engine that accepts events and does nothing else yet.
	 * @param settings the limits
	 * @param destination where to send to, and on which thread
	 * @param random random numbers from 0 to 1 for the jitter
	 */
	public DeliveryEngine(DeliverySettings settings, Destination destination, DoubleSupplier random) {
		this(settings, destination, random, () -> Schedulers.newSingle("rustauth-telemetry-close", true));
	}

	/**
	 * The same with another clock.
	 * @param watch gives the thread that counts the time of a close
	 */
	DeliveryEngine(DeliverySettings settings, Destination destination, DoubleSupplier random,
			Supplier<Scheduler> watch) {
		this.settings = settings;
		this.watch = watch;
		this.queue = new EventQueue(settings.queueCapacity());
		this.statistics = new DeliveryStatistics(this.queue);
		this.ledger = this.statistics.entries();
		this.loop = new DeliveryLoop(this.queue, settings, destination, this.statistics, random);
	}

	@Override
	public void publish(String type, Map<String, ?> payload) {
		DropReason reason = refusal();
		if (reason != null) {
			this.ledger.refused(nameOf(type), reason);
			return;
		}
		TelemetryEvent event;
		try {
			event = new TelemetryEvent(type, payload);
		}
		catch (Throwable ex) {
			if (ex instanceof VirtualMachineError fatal && !(ex instanceof StackOverflowError)) {
				throw fatal;
			}
			// The payload's own code may throw anything when it is read.
			this.ledger.refused(nameOf(type), DropReason.INVALID);
			return;
		}
		publish(event);
	}

	@Override
	@SuppressWarnings("ConstantValue")
	public void publish(TelemetryEvent event) {
		if (event == null) {
			this.ledger.refused(nameOf(null), DropReason.INVALID);
			return;
		}
		DropReason reason = refusal();
		if (reason != null) {
			this.ledger.refused(event.type(), reason);
		}
		else if (!this.queue.offer(event)) {
			this.ledger.refused(event.type(), DropReason.QUEUE_FULL);
		}
		else if (this.state == State.CLOSED) {
			// The close overtook this event, which nothing else will ever count.
			this.ledger.dropWaiting(DropReason.CLOSED);
		}
		else {
			this.loop.wake();
		}
	}

	private static String nameOf(@Nullable String type) {
		return (type != null && !type.isEmpty()) ? type : "(none)";
	}

	private @Nullable DropReason refusal() {
		if (isClosing()) {
			return DropReason.CLOSED;
		}
		return (this.loop.isGone()) ? DropReason.GONE : null;
	}

	private boolean isClosing() {
		return this.state.compareTo(State.CLOSING) >= 0;
	}

	/**
	 * Begin: send {@code init}, then what was published so far, then what comes. Returns
	 * at once; a second call does nothing.
	 * @param init makes the {@code init} event; asked on the engine's thread
	 */
	public synchronized void start(InitEvent.Source init) {
		if (this.loop.hasInit() || isClosing()) {
			return;
		}
		this.loop.init(init);
		if (this.state == State.NEW) {
			run();
		}
	}

	private void run() {
		this.state = State.RUNNING;
		this.loop.open();
	}

	/**
	 * Deliver what is left within the shutdown timeout, then give back the thread and the
	 * connections, until {@link #resume}. Nothing is lost: what couldn't be delivered is
	 * kept, as on its way or in the queue, and so is what is published meanwhile, as far
	 * as the queue has room. For a process that is about to be frozen.
	 * @return completes when thread and connections are gone, at the latest a little
	 * after the shutdown timeout
	 */
	public synchronized Mono<Void> pause() {
		if (isClosing()) {
			return this.closed.asMono();
		}
		if (this.state == State.NEW || this.state == State.RUNNING) {
			Sinks.Empty<Void> pause = Sinks.empty();
			this.paused = pause;
			if (this.state == State.NEW) {
				this.state = State.PAUSED;
				pause.tryEmitEmpty();
			}
			else {
				this.state = State.PAUSING;
				pausing(pause);
			}
		}
		return this.paused.asMono();
	}

	private void pausing(Sinks.Empty<Void> pause) {
		Duration limit = this.settings.shutdownTimeout().plus(END_TIMEOUT);
		watched((timer) -> this.loop.halt()
			.timeout(limit, Mono.empty(), timer)
			.publishOn(timer)
			.flatMap((halted) -> paused(pause, timer)), pause);
	}

	private synchronized Mono<Void> paused(Sinks.Empty<Void> pause, Scheduler timer) {
		if (this.state != State.PAUSING || this.paused != pause) {
			return Mono.empty();
		}
		this.state = State.PAUSED;
		return end(timer);
	}

	/**
	 * Go on after a pause with what was left, on a new thread and new connections.
	 * Returns at once; does nothing without a pause.
	 */
	public synchronized void resume() {
		if (this.state == State.PAUSING) {
			this.state = State.RUNNING;
			this.loop.resume();
		}
		else if (this.state == State.PAUSED) {
			if (this.loop.hasInit()) {
				run();
			}
			else {
				this.state = State.NEW;
			}
		}
	}

	/**
	 * Stop accepting, deliver what is left within the shutdown timeout, count the rest as
	 * lost, and give everything back. If the engine was never started and nothing waits,
	 * nothing is done at all; if something waits, {@code init} is made and sent first.
	 * @param init makes the {@code init} event, used only if the engine wasn't started
	 * @return completes when all is done, at the latest a little after the shutdown
	 * timeout; every call returns the same outcome
	 */
	public Mono<Void> shutdown(InitEvent.Source init) {
		return shutdown(init, this.settings.shutdownTimeout());
	}

	/**
	 * The same with less time.
	 * @param init makes the {@code init} event, used only if the engine wasn't started
	 * @param limit what is left of the shutdown timeout
	 * @return as of {@link #shutdown(InitEvent.Source)}
	 */
	public synchronized Mono<Void> shutdown(InitEvent.Source init, Duration limit) {
		State before = this.state;
		if (isClosing()) {
			return this.closed.asMono();
		}
		this.state = State.CLOSING;
		if (before == State.PAUSING) {
			this.loop.resume();
		}
		else if (before != State.RUNNING) {
			if (nothingIsLeft()) {
				closeLedger();
				this.closed.tryEmitEmpty();
				return this.closed.asMono();
			}
			if (!this.loop.hasInit()) {
				this.loop.init(init);
			}
			this.loop.open();
		}
		watched((timer) -> this.loop.drain(limit)
			.timeout(limit, Mono.empty(), timer)
			.publishOn(timer)
			.then(Mono.defer(() -> closed(timer))), this.closed);
		return this.closed.asMono();
	}

	private boolean nothingIsLeft() {
		return this.queue.isEmpty() && this.statistics.ledger().total().pending() == 0;
	}

	/**
	 * Close at once, without a flush.
	 */
	public synchronized void abort() {
		boolean open = this.state != State.NEW && this.state != State.PAUSED && this.state != State.CLOSED;
		closeLedger();
		if (open) {
			watched(this::end, this.closed);
		}
		else {
			this.closed.tryEmitEmpty();
		}
	}

	private synchronized Mono<Void> closed(Scheduler timer) {
		closeLedger();
		return end(timer);
	}

	/**
	 * Close the ledger. The engine's thread changes nothing in it from here on.
	 */
	private void closeLedger() {
		if (this.state == State.CLOSED) {
			return;
		}
		this.state = State.CLOSED;
		List<Delivery> left = this.statistics.close();
		FailureLog.closed(this.statistics.ledger().total());
		if (!left.isEmpty()) {
			// On another thread, because cancelling may run the application's code.
			Thread thread = new Thread(() -> left.forEach(Delivery::cancel), "rustauth-telemetry-cancel");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private Mono<Void> end(Scheduler timer) {
		return this.loop.end().timeout(END_TIMEOUT, Mono.empty(), timer);
	}

	/**
	 * Run something that a thread of its own watches.
	 * @param work what to do
	 * @param done told when it is done
	 */
	private void watched(Function<Scheduler, Mono<Void>> work, Sinks.Empty<Void> done) {
		Mono.using(this.watch::get, work, Scheduler::dispose, false)
			.subscribe(null, (failure) -> done.tryEmitEmpty(), done::tryEmitEmpty);
	}

	EventQueue queue() {
		return this.queue;
	}

	/**
	 * What became of the events.
	 * @return statistics that go on
	 */
	public DeliveryStatistics statistics() {
		return this.statistics;
	}

}
