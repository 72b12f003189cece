package dev.rustauth.telemetry.detect;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVM for the memory of the machine. A class of its own, because the modules
 * {@code java.management} and {@code jdk.management} may be missing: it is loaded only
 * where no file tells.
 */
final class ManagementMemory {

	private ManagementMemory() {
	}

	static @Nullable Long bytes() {
		if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
			long total = system.getTotalMemorySize();
			return (total > 0) ? total : null;
		}
		return null;
	}

}
