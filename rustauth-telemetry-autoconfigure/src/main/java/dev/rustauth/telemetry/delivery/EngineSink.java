package dev.rustauth.telemetry.delivery;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.FailureKinds;

/**
 * The sink as the engine uses it: opened when it is needed, closed in time, and if it is
 * the application's, called on a thread of its own, where it may block.
 * <p>
 * Used by the engine's thread only, but for what a foreign sink does.
 */
final class EngineSink {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	/** How long closing the sink may take on top of the shutdown timeout. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(200);

	private final Destination destination;

	private final Scheduler thread;

	private volatile @Nullable TelemetrySink sink;

	private @Nullable Scheduler foreignThread;

	EngineSink(Destination destination, Scheduler thread) {
		this.destination = destination;
		this.thread = thread;
	}

	/**
	 * Build a client of ours ahead of the first event. A failure comes again when the
	 * event is there, and is counted then.
	 */
	void prepare() {
		if (this.destination.foreign()) {
			return;
		}
		try {
			sink();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The telemetry client can't be built yet: " + FailureKinds.of(ex));
		}
	}

	/**
	 * Hand an event over.
	 * @param delivery the event; told when the sink gets it
	 * @return what becomes of it
	 */
	Mono<Void> send(Delivery delivery) {
		if (!this.destination.foreign()) {
			delivery.handOver();
			return sink().send(delivery.event());
		}
		// The time that an event stands in line for the sink's thread isn't the sink's.
		return Mono.defer(() -> {
			delivery.handOver();
			return sink().send(delivery.event());
		}).subscribeOn(foreignThread());
	}

	private Scheduler foreignThread() {
		Scheduler thread = this.foreignThread;
		if (thread == null) {
			thread = Schedulers.newSingle("rustauth-telemetry-sink", true);
			this.foreignThread = thread;
		}
		return thread;
	}

	private TelemetrySink sink() {
		TelemetrySink sink = this.sink;
		if (sink == null) {
			sink = this.destination.sink().apply(this.thread);
			this.sink = sink;
		}
		return sink;
	}

	/**
	 * Give the sink's connections and threads back.
	 * @return completes when that is done, or took too long; never fails
	 */
	Mono<Void> close() {
		if (this.foreignThread != null) {
			this.foreignThread.dispose();
		}
		Mono<Void> closing = (this.sink instanceof ManagedSink managed) ? managed.close() : Mono.empty();
		return closing.timeout(CLOSE_TIMEOUT, this.thread).onErrorComplete();
	}

}
