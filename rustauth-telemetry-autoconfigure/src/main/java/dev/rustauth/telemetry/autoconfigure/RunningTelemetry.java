package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.init.InitEvent;

/**
 * The engine and what it starts with, while telemetry is on. A separate class, because
 * Spring inspects the fields and methods of every bean, which loads their types. So the
 * bean has no type of the engine in its signature, and nothing of the engine is loaded
 * while telemetry is off.
 */
final class RunningTelemetry {

	private final DeliveryEngine engine;

	private final String destination;

	private final ContextHierarchy contexts;

	private final InitEvent.Source init;

	private final InitEvent.Source preview;

	private @Nullable Thread interrupted;

	RunningTelemetry(DeliveryEngine engine, String destination, ContextHierarchy contexts, InitEvent.Source init,
			InitEvent.Source preview) {
		this.engine = engine;
		this.destination = destination;
		this.contexts = contexts;
		this.init = init;
		this.preview = preview;
	}

	DeliveryEngine engine() {
		return this.engine;
	}

	String destination() {
		return this.destination;
	}

	ContextHierarchy contexts() {
		return this.contexts;
	}

	/**
	 * Whether something was published that a close will deliver.
	 */
	boolean isWaiting() {
		return this.engine.statistics().queueSize() > 0;
	}

	void start() {
		this.engine.start(this.init);
	}

	CompletableFuture<Map<String, @Nullable Object>> config() {
		return Mono
			.using(() -> Schedulers.newSingle("rustauth-telemetry-config", true), this.preview::create,
					Scheduler::dispose)
			.map(RunningTelemetry::config)
			.onErrorReturn(Map.of())
			.toFuture();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> config(InitEvent event) {
		Object config = (event.payload() != null) ? event.payload().get("config") : null;
		return (config instanceof Map<?, ?> map) ? (Map<String, @Nullable Object>) map : Map.of();
	}

	/**
	 * Flush, and release the thread and connections.
	 * @param forGood whether this is the close, rather than a pause until {@link #resume}
	 * @param done called when that is done, on any thread
	 */
	void stop(boolean forGood, Runnable done) {
		if (forGood) {
			holdInterrupt();
		}
		Mono<Void> stopped = (forGood) ? this.engine.shutdown(this.init) : this.engine.pause();
		stopped.subscribe(null, (failure) -> stopped(done), () -> stopped(done));
	}

	private void stopped(Runnable done) {
		done.run();
		releaseInterrupt();
	}

	/**
	 * Spring does not wait on an interrupted thread, so the flag is cleared during the
	 * flush.
	 */
	private synchronized void holdInterrupt() {
		if (Thread.interrupted()) {
			this.interrupted = Thread.currentThread();
		}
	}

	private synchronized void releaseInterrupt() {
		Thread interrupted = this.interrupted;
		this.interrupted = null;
		if (interrupted != null) {
			interrupted.interrupt();
		}
	}

	void resume() {
		this.engine.resume();
	}

	void abort() {
		releaseInterrupt();
		this.engine.abort();
	}

}
