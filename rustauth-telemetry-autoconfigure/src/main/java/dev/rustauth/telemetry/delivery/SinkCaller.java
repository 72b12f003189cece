package dev.rustauth.telemetry.delivery;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.FailureKinds;

/**
 * The sink as the engine uses it: opened when it is needed, and if it is the
 * application's, called on a thread of its own, where it may block.
 * <p>
 * Used by the engine's thread only, except for calls of an application's sink and the
 * close, which may come while the engine's thread is still opening the sink.
 */
final class SinkCaller {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private final Destination destination;

	private final DeliveryThread thread;

	private volatile @Nullable TelemetrySink sink;

	private volatile boolean closed;

	private volatile @Nullable Scheduler foreignThread;

	SinkCaller(Destination destination, DeliveryThread thread) {
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
	 * Whether several events can be sent at once.
	 */
	boolean takesBatches() {
		return !this.destination.foreign() && this.sink instanceof BatchTelemetrySink;
	}

	/**
	 * Write an event, if the sink wants it written.
	 * @return the bytes, {@code null} for a sink that takes the event itself
	 */
	byte @Nullable [] encode(TelemetryEvent event) {
		return (!this.destination.foreign() && sink() instanceof BatchTelemetrySink batches) ? batches.encode(event)
				: null;
	}

	/**
	 * Hand over what is to be sent.
	 * @param delivery told when the sink gets it
	 * @return what becomes of it
	 */
	Mono<Void> send(Delivery delivery) {
		// Waiting for the sink's thread doesn't count against the sink's time limit.
		return (this.destination.foreign()) ? Mono.defer(() -> handOver(delivery)).subscribeOn(foreignThread())
				: handOver(delivery);
	}

	private Mono<Void> handOver(Delivery delivery) {
		if (!delivery.handOver()) {
			return Mono.never();
		}
		TelemetrySink sink = sink();
		return (sink instanceof BatchTelemetrySink batches && !delivery.bodies().isEmpty())
				? batches.send(delivery.bodies()) : sink.send(delivery.events().get(0));
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
			sink = this.destination.sink().apply(this.thread.scheduler());
			this.sink = sink;
			if (this.closed) {
				close().subscribe();
			}
		}
		return sink;
	}

	void open() {
		this.closed = false;
	}

	/**
	 * Give the sink's connections and threads back.
	 * @return completes when that is done
	 */
	Mono<Void> close() {
		this.closed = true;
		Scheduler foreignThread = this.foreignThread;
		if (foreignThread != null) {
			foreignThread.dispose();
			this.foreignThread = null;
		}
		TelemetrySink sink = this.sink;
		this.sink = null;
		return (sink instanceof CloseableSink managed) ? managed.close() : Mono.empty();
	}

}
