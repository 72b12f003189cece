package dev.rustauth.telemetry.delivery;

import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The engine's single thread and its clock; after a pause, a new thread. Any thread may
 * call the methods; tasks run on the engine's thread, one after the other. After
 * {@link #end} none runs.
 */
final class DeliveryThread {

	private final Supplier<Scheduler> supplier;

	private final Consumer<Throwable> onError;

	/** Before the first opening it isn't used: nothing is handed in. */
	private volatile Scheduler scheduler = Schedulers.fromExecutor(Runnable::run);

	/**
	 * Make a thread later on.
	 * @param supplier makes it
	 * @param onError told, on the thread, what a task threw
	 */
	DeliveryThread(Supplier<Scheduler> supplier, Consumer<Throwable> onError) {
		this.supplier = supplier;
		this.onError = onError;
	}

	void open() {
		this.scheduler = this.supplier.get();
	}

	Scheduler scheduler() {
		return this.scheduler;
	}

	/**
	 * Run a task after what the thread has to do now.
	 */
	void soon(Runnable task) {
		later(task, 0);
	}

	/**
	 * Run a task when some time has passed.
	 * @param nanos how much
	 */
	void later(Runnable task, long nanos) {
		try {
			if (nanos <= 0) {
				this.scheduler.schedule(() -> run(task));
			}
			else {
				this.scheduler.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
			}
		}
		catch (RejectedExecutionException ex) {
			// It has ended: everything is counted, or kept for the next one.
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			this.onError.accept(ex);
		}
	}

	/**
	 * The engine's clock, in nanoseconds.
	 */
	long now() {
		return this.scheduler.now(TimeUnit.NANOSECONDS);
	}

	/**
	 * The time of day, for people to read.
	 */
	Instant instant() {
		return Instant.ofEpochMilli(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

	/**
	 * End, and say when that is done. Timers don't hold it up.
	 * @return completes when the thread does nothing any more, and holds nothing open; on
	 * any other thread
	 */
	Mono<Void> end() {
		Scheduler scheduler = this.scheduler;
		return Mono.create((ended) -> {
			scheduler.disposeGracefully().subscribe(null, ended::error, ended::success);
			// On its own, disposeGracefully would wait for all timers.
			scheduler.dispose();
		});
	}

}
