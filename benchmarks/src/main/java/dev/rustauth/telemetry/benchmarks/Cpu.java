package dev.rustauth.telemetry.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;

/**
 * Processor time of this process, all threads, compiler and collector included.
 */
final class Cpu {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private Cpu() {
	}

	static double seconds() {
		return SYSTEM.getProcessCpuTime() / (double) TimeUnit.SECONDS.toNanos(1);
	}

	/**
	 * Processor time of the threads of Java code, without the main thread, compiler and
	 * collector.
	 */
	static double threads() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long nanos = 0;
		for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
			if (thread != null && !thread.getThreadName().equals("main")) {
				nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
			}
		}
		return nanos / (double) TimeUnit.SECONDS.toNanos(1);
	}

	static double thisThread() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / (double) TimeUnit.SECONDS.toNanos(1);
	}

}
