package dev.rustauth.telemetry.delivery;

import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.Internal;

/**
 * One daemon thread with a clock that goes on steadily when the computer's is set, except
 * for the time of day in milliseconds.
 *
 * @since 0.1.0
 */
@Internal
public final class MonotonicScheduler implements Scheduler {

	private final long epoch = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

	private final Scheduler thread;

	/**
	 * Make a thread, which begins with its first task.
	 * @param name its name
	 */
	public MonotonicScheduler(String name) {
		this.thread = Schedulers.newSingle(name, true);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.thread.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		return this.thread.schedule(task, delay, unit);
	}

	@Override
	public Worker createWorker() {
		return this.thread.createWorker();
	}

	@Override
	public long now(TimeUnit unit) {
		return (unit == TimeUnit.NANOSECONDS) ? this.epoch + System.nanoTime() : this.thread.now(unit);
	}

	@Override
	public boolean isDisposed() {
		return this.thread.isDisposed();
	}

	@Override
	public void dispose() {
		this.thread.dispose();
	}

	@Override
	public Mono<Void> disposeGracefully() {
		return this.thread.disposeGracefully();
	}

}
