package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.init.InitEventSource;

/**
 * The publisher's engine: a bounded queue and one thread that empties it.
 * <p>
 * Threads: {@link #publish} may be called by any thread; it puts a reference into the
 * queue and returns. Everything else happens on one daemon thread, which doesn't exist
 * before {@link #start}. When the queue is full, the newest event is dropped. After
 * {@link #shutdown} began, every event is dropped. Each drop is counted under its
 * {@link DropReason}.
 * <p>
 * A sleeping thread is woken by the first event only; while events come in, it looks into
 * the queue by itself every few milliseconds, because waking a thread costs the publisher
 * a hundred times what the queue does.
 *
 * @since 0.1.0
 */
public final class DeliveryEngine implements TelemetryPublisher {

	/** Nobody looks into the queue yet. */
	private static final int NOT_STARTED = 0;

	/** The engine's thread looks into the queue by itself. */
	private static final int AWAKE = 1;

	/** The next publisher has to wake the engine's thread. */
	private static final int ASLEEP = 2;

	/** Nobody will look into the queue again. */
	private static final int CLOSED = 3;

	private final EventQueue queue;

	private final Ledger ledger;

	private final DeliverySettings settings;

	private final Destination destination;

	private final DoubleSupplier random;

	private final AtomicInteger mode = new AtomicInteger(NOT_STARTED);

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private final LongAdder retries = new LongAdder();

	private final DeliveryHistory history = new DeliveryHistory();

	private volatile Consumer<Duration> deliveredListener = (duration) -> {
	};

	private volatile @Nullable DropReason refusal;

	private @Nullable DeliveryLoop loop;

	private @Nullable Suspension suspension;

	private Sinks.@Nullable Empty<Void> paused;

	/**
	 * Make an engine that accepts events and does nothing else yet.
	 * @param settings the limits
	 * @param destination where to send to, and on which thread
	 * @param random random numbers from 0 to 1 for the jitter
	 */
	public DeliveryEngine(DeliverySettings settings, Destination destination, DoubleSupplier random) {
		this.settings = settings;
		this.destination = destination;
		this.random = random;
		this.queue = new EventQueue(settings.queueCapacity());
		this.ledger = new Ledger(this.queue);
	}

	@Override
	public void publish(String type, Map<String, ?> payload) {
		DropReason reason = this.refusal;
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
			// Code of the payload's own may throw anything when it is read.
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
		DropReason reason = this.refusal;
		if (reason != null) {
			this.ledger.refused(event.type(), reason);
			return;
		}
		if (!this.queue.offer(event)) {
			this.ledger.refused(event.type(), DropReason.QUEUE_FULL);
			return;
		}
		if (this.mode.get() > AWAKE) {
			nobodyLooks();
		}
	}

	private static String nameOf(@Nullable String type) {
		return (type != null && !type.isEmpty()) ? type : "(none)";
	}

	private void nobodyLooks() {
		DeliveryLoop loop = currentLoop();
		if (this.mode.get() == CLOSED) {
			// The close overtook this event, which is nobody else's business any more.
			this.ledger.dropWaiting(DropReason.CLOSED);
		}
		else if (loop != null && this.mode.compareAndSet(ASLEEP, AWAKE)) {
			loop.wake();
		}
	}

	private synchronized @Nullable DeliveryLoop currentLoop() {
		return this.loop;
	}

	/**
	 * Begin: send {@code init}, then what was published so far, then what comes. Returns
	 * at once; a second call does nothing.
	 * @param init makes the {@code init} event; asked on the engine's thread
	 */
	public synchronized void start(InitEventSource init) {
		if (this.loop != null || this.suspension != null || this.refusal != null) {
			return;
		}
		Suspension beginning = beforeInit(init);
		if (this.paused != null) {
			this.suspension = beginning;
		}
		else {
			begin(beginning);
		}
	}

	private Suspension beforeInit(InitEventSource init) {
		this.ledger.begun(InitEvent.TYPE);
		return Suspension.beforeInit(init);
	}

	private DeliveryLoop begin(Suspension suspension) {
		this.suspension = null;
		DeliveryLoop loop = new DeliveryLoop(this, this.destination.thread().get());
		this.loop = loop;
		this.mode.set(AWAKE);
		loop.begin(suspension);
		return loop;
	}

	/**
	 * Deliver what is left within the shutdown timeout, then give back the thread and the
	 * connections, until {@link #resume}. Nothing is lost: what couldn't be delivered is
	 * kept, as on its way or in the queue, and so is what is published meanwhile, as far
	 * as the queue has room. For a process that is about to be frozen.
	 * @return completes when thread and connections are gone, at the latest a little
	 * after the shutdown timeout
	 */
	public Mono<Void> pause() {
		synchronized (this) {
			if (this.refusal == DropReason.CLOSED) {
				return this.closed.asMono();
			}
			Sinks.Empty<Void> paused = this.paused;
			if (paused == null) {
				paused = Sinks.empty();
				this.paused = paused;
				if (this.loop != null) {
					this.loop.pause(paused::tryEmitEmpty);
				}
				else {
					paused.tryEmitEmpty();
				}
			}
			return paused.asMono();
		}
	}

	/**
	 * Go on after a pause with what was left, on a new thread and new connections.
	 * Returns at once; does nothing without a pause.
	 */
	public synchronized void resume() {
		this.paused = null;
		if (this.suspension != null) {
			begin(this.suspension);
		}
	}

	/**
	 * Called by the engine's thread when it has stopped for a pause.
	 * @return {@code false} if the pause is over, or a close has begun: then it must go
	 * on
	 */
	synchronized boolean suspended(Suspension suspension) {
		if (this.paused == null || this.refusal == DropReason.CLOSED) {
			return false;
		}
		this.suspension = suspension;
		this.loop = null;
		this.mode.set(NOT_STARTED);
		return true;
	}

	/**
	 * Stop accepting, deliver what is left within the shutdown timeout, count the rest as
	 * lost, and give everything back. If the engine was never started and nothing waits,
	 * nothing is done at all; if something waits, {@code init} is made and sent first.
	 * @param init makes the {@code init} event, used only if the engine wasn't started
	 * @return completes when all is done, at the latest a little after the shutdown
	 * timeout; every call returns the same outcome
	 */
	public Mono<Void> shutdown(InitEventSource init) {
		synchronized (this) {
			if (this.refusal == DropReason.CLOSED) {
				return this.closed.asMono();
			}
			this.refusal = DropReason.CLOSED;
			DeliveryLoop loop = this.loop;
			if (loop == null && this.suspension == null && this.queue.isEmpty()) {
				finish();
				announceClosed();
				return this.closed.asMono();
			}
			if (loop == null) {
				loop = begin((this.suspension != null) ? this.suspension : beforeInit(init));
			}
			loop.close();
		}
		return this.closed.asMono();
	}

	/**
	 * Close at once, without a flush.
	 */
	public void abort() {
		DeliveryLoop loop;
		synchronized (this) {
			this.refusal = DropReason.CLOSED;
			loop = (this.suspension != null) ? begin(this.suspension) : this.loop;
			if (loop == null) {
				finish();
				announceClosed();
			}
		}
		if (loop != null) {
			loop.abort();
		}
	}

	/**
	 * The books at this moment.
	 * @return a snapshot
	 */
	public LedgerSnapshot ledger() {
		return this.ledger.snapshot();
	}

	/**
	 * How many attempts were made beyond each event's first.
	 * @return a count that only grows
	 */
	public long retries() {
		return this.retries.sum();
	}

	/**
	 * What happened last.
	 * @return a history that goes on
	 */
	public DeliveryHistory history() {
		return this.history;
	}

	/**
	 * How many events wait in the queue.
	 * @return a number up to {@link #queueCapacity()}
	 */
	public int queueSize() {
		return this.queue.size();
	}

	/**
	 * How many events may wait in the queue.
	 * @return the configured limit
	 */
	public int queueCapacity() {
		return this.queue.capacity();
	}

	/**
	 * Have somebody told how long each successful attempt took. Replaces who was told
	 * before.
	 * @param listener called on the engine's thread; must neither block nor throw
	 */
	public void onDelivered(Consumer<Duration> listener) {
		this.deliveredListener = listener;
	}

	void retrying() {
		this.retries.increment();
	}

	void delivered(Duration duration) {
		this.deliveredListener.accept(duration);
	}

	EventQueue queue() {
		return this.queue;
	}

	Ledger books() {
		return this.ledger;
	}

	DeliverySettings settings() {
		return this.settings;
	}

	Destination destination() {
		return this.destination;
	}

	double random() {
		return this.random.getAsDouble();
	}

	synchronized void refuse(DropReason reason) {
		if (this.refusal == null) {
			this.refusal = reason;
		}
	}

	/**
	 * Called by the engine's thread when nothing has come in for a while.
	 * @return {@code false} if something came in after all
	 */
	boolean fallAsleep() {
		this.mode.set(ASLEEP);
		return this.queue.isEmpty() || !this.mode.compareAndSet(ASLEEP, AWAKE);
	}

	/**
	 * Called once nobody will look into the queue again.
	 */
	void finish() {
		this.mode.set(CLOSED);
		this.ledger.dropWaiting(DropReason.SHUTDOWN);
	}

	/**
	 * Called last: whoever waits for the close may end the process.
	 */
	void announceClosed() {
		this.closed.tryEmitEmpty();
	}

}
