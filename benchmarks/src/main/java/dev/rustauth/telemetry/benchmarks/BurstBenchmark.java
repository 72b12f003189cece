package dev.rustauth.telemetry.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@code publish} costs its caller in a tight loop while the queue has room. No
 * sender keeps up with a tight loop for long, and a full queue refuses quicker than it
 * takes in; so each thread publishes a burst that fits, and waits, untimed, until the
 * queue is empty again. While the burst is timed the sender works.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class BurstBenchmark {

	static final int BURST = 8192;

	/** The naive client has no queue: more at once, and it would fail. */
	static final int SMALL_BURST = 400;

	/**
	 * Publish a burst.
	 * @param receiver where to
	 * @param caller who
	 */
	@Benchmark
	@OperationsPerInvocation(BURST)
	public void publish(Queues receiver, Caller caller) {
		burst(receiver, caller, BURST);
	}

	/**
	 * Publish a small burst.
	 * @param receiver where to
	 * @param caller who
	 */
	@Benchmark
	@OperationsPerInvocation(SMALL_BURST)
	public void publishWithoutQueue(NoQueue receiver, Caller caller) {
		burst(receiver, caller, SMALL_BURST);
	}

	private static void burst(Receiver receiver, Caller caller, int size) {
		Target.Publish publish = receiver.target().publish();
		Object prepared = receiver.target().prepared();
		long before = Caller.allocated();
		for (int i = 0; i < size; i++) {
			publish.publish(prepared);
		}
		caller.bytes += Caller.allocated() - before;
		caller.events += size;
		caller.receiver = receiver;
		receiver.published.addAndGet(size);
	}

	/**
	 * Who has a queue.
	 */
	@State(Scope.Benchmark)
	public static class Queues extends Receiver {

		/** Which. */
		@Param({ "bare-queue", "ours-http", "ours", "ours-map", "zipkin", "opentelemetry" })
		public String contender = "";

		/** Open it. */
		@Setup
		public void open() {
			open(this.contender);
		}

	}

	/**
	 * Who has none.
	 */
	@State(Scope.Benchmark)
	public static class NoQueue extends Receiver {

		/** Which. */
		@Param("webclient")
		public String contender = "";

		/** Open it. */
		@Setup
		public void open() {
			open(this.contender);
		}

	}

	/**
	 * What is published to, shared by the callers.
	 */
	@State(Scope.Benchmark)
	public abstract static class Receiver {

		private final AtomicLong published = new AtomicLong();

		private @Nullable Target target;

		void open(String contender) {
			this.target = Target.open(contender);
		}

		Target target() {
			if (this.target == null) {
				throw new IllegalStateException("Not open");
			}
			return this.target;
		}

		void awaitDrained() {
			long published = this.published.get();
			while (!target().drained().isDrained(published)) {
				LockSupport.parkNanos(20_000);
			}
		}

		/** Close it. */
		@TearDown
		public void close() {
			target().close().run();
		}

	}

	/**
	 * One calling thread: what it allocated for how many events.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Caller {

		private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

		/** Bytes the caller allocated. */
		public long bytes;

		/** Events it published. */
		public long events;

		static long allocated() {
			return THREADS.getCurrentThreadAllocatedBytes();
		}

		private @Nullable Receiver receiver;

		/** Wait until there is room again. */
		@TearDown(Level.Invocation)
		public void drain() {
			if (this.receiver != null) {
				this.receiver.awaitDrained();
			}
		}

	}

}
