package dev.rustauth.telemetry.sample.collector.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * The one thread that writes. Requests hand in what they received and go; the thread
 * takes whatever waits, writes it in one transaction, and tells each request the outcome
 * after the commit. A slow disk makes the groups larger, not the answers false.
 * <p>
 * Bounded by number and by bytes: when full, {@link #offer} refuses. It starts before the
 * web server and stops after it, and leaves nothing behind in the queue.
 */
@Component
public final class GroupCommit implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(GroupCommit.class);

	/** How long the thread waits for work before it looks whether it should stop. */
	private static final long IDLE_MILLIS = 100;

	/** A transaction that takes longer is one that hangs. */
	private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

	/**
	 * Longer than a database takes that answers at all; shorter than those wait who stop
	 * a process.
	 */
	private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

	private final GroupWriter writer;

	private final Duration stopLimit;

	private final BlockingQueue<Waiting> queue;

	private final AtomicLong bytes = new AtomicLong();

	private final long maxBytes;

	private final int maxBatch;

	/** When the thread turned to the database, or 0 if it isn't there. */
	private volatile long busySince;

	private volatile boolean running;

	private volatile Thread thread = new Thread(() -> {
	});

	@Autowired
	GroupCommit(GroupWriter writer, CollectorProperties properties) {
		this(writer, properties, STOP_LIMIT);
	}

	GroupCommit(GroupWriter writer, CollectorProperties properties, Duration stopLimit) {
		this.writer = writer;
		this.stopLimit = stopLimit;
		this.queue = new ArrayBlockingQueue<>(properties.writer().queueCapacity());
		this.maxBytes = properties.writer().queueSize().toBytes();
		this.maxBatch = properties.writer().batch();
	}

	/**
	 * Hand in an arrival. Never blocks.
	 * @param arrival what came in
	 * @param whenCertain told the outcome, on the writing thread; must not block
	 * @return false if there is no room, or if this is stopping: then nobody is told
	 * anything
	 */
	public boolean offer(Arrival arrival, Consumer<Outcome> whenCertain) {
		if (!this.running) {
			return false;
		}
		long size = arrival.body().length();
		if (this.bytes.addAndGet(size) > this.maxBytes || !this.queue.offer(new Waiting(arrival, whenCertain))) {
			this.bytes.addAndGet(-size);
			return false;
		}
		return true;
	}

	/**
	 * Look into the queue.
	 * @return how many arrivals wait
	 */
	public int waiting() {
		return this.queue.size();
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = new Thread(this::run, "group-commit");
		// One that hangs in the database must not keep the process alive.
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Stop after everything that waits is written. Blocks until then, for half a minute
	 * at most.
	 */
	@Override
	public void stop() {
		this.running = false;
		try {
			this.thread.join(this.stopLimit.toMillis());
			if (this.thread.isAlive()) {
				logger.error("The database does not answer: what waits for it is given up, and no sender was told 202");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Look at the writing thread.
	 * @return whether it is alive
	 */
	public boolean isAlive() {
		return this.thread.isAlive();
	}

	/**
	 * Tell whether events that come in now are likely to be stored soon.
	 * @return what stands against it, or null if nothing does
	 */
	public @Nullable String problem() {
		if (!isAlive()) {
			return "the thread that writes has ended";
		}
		if (this.writer.isFailing()) {
			return "the database can't be used";
		}
		long since = this.busySince;
		return (since != 0 && System.nanoTime() - since > SLOW_NANOS) ? "the database takes too long" : null;
	}

	/**
	 * Tell where the thread is.
	 * @return a number for its present call of the database, or 0 if it is in none
	 */
	long call() {
		return this.busySince;
	}

	/**
	 * Before the web server: phases of web servers are high, and higher ones stop first.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

	private void run() {
		List<Waiting> group = new ArrayList<>(this.maxBatch);
		while (this.running || !this.queue.isEmpty()) {
			try {
				Waiting first = this.queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
				if (first != null) {
					group.add(first);
					this.queue.drainTo(group, this.maxBatch - 1);
					this.busySince = System.nanoTime() | 1;
					write(group);
				}
				else {
					this.busySince = System.nanoTime() | 1;
					this.writer.probe();
				}
			}
			catch (InterruptedException ex) {
				logger.debug("Interrupted; what waits is written all the same");
			}
			finally {
				this.busySince = 0;
				group.clear();
			}
		}
	}

	private void write(List<Waiting> group) {
		List<Arrival> arrivals = group.stream().map(Waiting::arrival).toList();
		List<Outcome> outcomes = this.writer.write(arrivals);
		for (int i = 0; i < group.size(); i++) {
			this.bytes.addAndGet(-arrivals.get(i).body().length());
			try {
				group.get(i).whenCertain().accept(outcomes.get(i));
			}
			catch (RuntimeException ex) {
				// The sender is gone; what it sent is kept.
				logger.debug("A request could not be answered", ex);
			}
		}
	}

	/**
	 * An arrival and who waits for it.
	 *
	 * @param arrival what came in
	 * @param whenCertain told the outcome
	 */
	private record Waiting(Arrival arrival, Consumer<Outcome> whenCertain) {
	}

}
