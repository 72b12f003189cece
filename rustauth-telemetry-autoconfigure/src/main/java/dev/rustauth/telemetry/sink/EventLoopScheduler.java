package dev.rustauth.telemetry.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * The event loop of the connections as the engine's thread. An event that is sent, and
 * its answer, then never change threads, which costs more than anything else about them.
 * <p>
 * One daemon thread. It is made with the first task and on a thread that ends at once, so
 * that the one that hands in the task, usually the application's main thread, loads
 * nothing of Netty. Tasks may be handed in by any thread and run in order. If the event
 * loop can't be made, a plain thread takes its place.
 *
 * @since 0.1.0
 */
public final class EventLoopScheduler implements Scheduler {

	private static final long THREAD_END_MILLIS = 100;

	/** Difference between the time of day and the JVM's steady clock. */
	private final long epoch = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

	private final Object lock = new Object();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final List<Early> early = new ArrayList<>();

	private boolean opening;

	private volatile @Nullable Scheduler scheduler;

	private volatile @Nullable Loop loop;

	@Override
	public Disposable schedule(Runnable task) {
		return schedule(task, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		Scheduler scheduler = this.scheduler;
		if (scheduler == null) {
			synchronized (this.lock) {
				scheduler = this.scheduler;
				if (scheduler == null) {
					Early one = new Early(task, System.nanoTime() + unit.toNanos(delay), Disposables.swap());
					this.early.add(one);
					open();
					return one.handle;
				}
			}
		}
		return schedule(scheduler, task, unit.toNanos(delay));
	}

	private static Disposable schedule(Scheduler scheduler, Runnable task, long nanos) {
		return (nanos > 0) ? scheduler.schedule(task, nanos, TimeUnit.NANOSECONDS) : scheduler.schedule(task);
	}

	private void open() {
		if (!this.opening) {
			this.opening = true;
			Thread thread = new Thread(this::makeLoop, "rustauth-telemetry-start");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void makeLoop() {
		Scheduler scheduler;
		try {
			Loop loop = Loop.create();
			this.loop = loop;
			scheduler = loop.asScheduler();
		}
		catch (Throwable ex) {
			// Whatever it is, somebody has to run the tasks, the close among them.
			// Opening the client will fail, and be counted, on this one.
			scheduler = Schedulers.newSingle("rustauth-telemetry", true);
		}
		synchronized (this.lock) {
			for (Early one : this.early) {
				if (!one.handle.isDisposed()) {
					one.handle.update(schedule(scheduler, one.task, one.due - System.nanoTime()));
				}
			}
			this.early.clear();
			this.scheduler = scheduler;
		}
	}

	/**
	 * The thread as Netty knows it.
	 * @throws IllegalStateException if it isn't there
	 */
	EventLoop eventLoop() {
		Loop loop = this.loop;
		if (loop == null) {
			throw new IllegalStateException("The event loop couldn't be made");
		}
		return loop.eventLoop();
	}

	/**
	 * A worker of this scheduler.
	 * @throws RejectedExecutionException if there was no task yet
	 */
	@Override
	public Worker createWorker() {
		Scheduler scheduler = this.scheduler;
		if (scheduler == null) {
			throw new RejectedExecutionException("The event loop isn't there yet");
		}
		return scheduler.createWorker();
	}

	/**
	 * A clock that goes on steadily when somebody sets the computer's, except for the
	 * time of day in milliseconds.
	 */
	@Override
	public long now(TimeUnit unit) {
		return (unit == TimeUnit.NANOSECONDS) ? this.epoch + System.nanoTime()
				: unit.convert(System.currentTimeMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public boolean isDisposed() {
		Scheduler scheduler = this.scheduler;
		return scheduler != null && scheduler.isDisposed();
	}

	/**
	 * End the thread, soon. Called by one of the tasks.
	 */
	@Override
	public void dispose() {
		Loop loop = this.loop;
		Scheduler scheduler = this.scheduler;
		if (loop != null) {
			// Once: a thread that has ended takes no second order.
			if (!this.ended.getAndSet(true)) {
				loop.end();
			}
		}
		else if (scheduler != null) {
			scheduler.dispose();
		}
	}

	/**
	 * End the thread.
	 * @return completes when it has ended and closed what it selects on
	 */
	@Override
	public Mono<Void> disposeGracefully() {
		return Mono.defer(() -> {
			Loop loop = this.loop;
			dispose();
			return (loop != null) ? loop.ended() : Mono.empty();
		});
	}

	/**
	 * A task that came before the event loop was there.
	 */
	private record Early(Runnable task, long due, Disposable.Swap handle) {

	}

	/**
	 * The event loop. A class of its own, so that it is loaded by the right thread.
	 */
	static final class Loop {

		private final EventLoopGroup group;

		private Loop(EventLoopGroup group) {
			this.group = group;
		}

		static Loop create() {
			return new Loop(LoopResources.create("rustauth-telemetry-http", 1, 1, true).onClient(false));
		}

		EventLoop eventLoop() {
			return (EventLoop) this.group.next();
		}

		Scheduler asScheduler() {
			return Schedulers.fromExecutorService(eventLoop(), "rustauth-telemetry");
		}

		/**
		 * Not by way of the resources, whose time limit runs on a thread that Reactor
		 * shares with the application, and starts that thread if need be.
		 */
		void end() {
			this.group.shutdownGracefully(0, THREAD_END_MILLIS, TimeUnit.MILLISECONDS);
		}

		Mono<Void> ended() {
			return Mono.create((sink) -> this.group.terminationFuture().addListener((ended) -> sink.success()));
		}

	}

}
