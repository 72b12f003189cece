package dev.rustauth.telemetry.benchmarks;

import java.lang.management.ManagementFactory;
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

}
