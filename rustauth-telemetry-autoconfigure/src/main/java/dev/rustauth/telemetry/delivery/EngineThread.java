package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The one thread of the engine, and its clock. Every method may be called by any thread;
 * what is handed in runs on the engine's, one after the other. After {@link #end} nothing
 * runs any more: by then every event has been counted.
 */
final class EngineThread {

	private static final Disposable NOTHING = () -> {
	};

	private final Scheduler scheduler;

	private volatile @Nullable Thread thread;

	EngineThread(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	Scheduler scheduler() {
		return this.scheduler;
	}

	/**
	 * Run a task: at once if this is the engine's thread, else soon.
	 */
	void run(Runnable task) {
		if (Thread.currentThread() == this.thread) {
			task.run();
		}
		else {
			later(task, Duration.ZERO);
		}
	}

	/**
	 * Run a task after what the thread has to do now, and not before a delay has passed.
	 * @return cancels the task
	 */
	Disposable later(Runnable task, Duration delay) {
		Runnable onThread = () -> {
			this.thread = Thread.currentThread();
			task.run();
		};
		try {
			return (delay.isZero()) ? this.scheduler.schedule(onThread)
					: this.scheduler.schedule(onThread, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			return NOTHING;
		}
	}

	/**
	 * The engine's clock, in nanoseconds since whenever.
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
		return Mono.create((ended) -> {
			this.scheduler.disposeGracefully().subscribe(null, ended::error, ended::success);
			// Alone, the former would wait for every timer that is still set.
			this.scheduler.dispose();
		});
	}

}
