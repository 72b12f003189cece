package dev.rustauth.telemetry.detect;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Asks for each of the twelve values by itself, so that a failure costs one only.
 */
final class HostDetector implements SystemInfoDetector {

	private static final Log logger = LogFactory.getLog(HostDetector.class);

	private final Environment environment;

	private final Path root;

	private final IntSupplier processors;

	private final BooleanSupplier console;

	private final Supplier<@Nullable Long> memory;

	HostDetector(Environment environment, Path root) {
		this(environment, root, () -> Runtime.getRuntime().availableProcessors(), Terminal::hasConsole,
				() -> ManagementMemory.bytes());
	}

	HostDetector(Environment environment, Path root, IntSupplier processors, BooleanSupplier console,
			Supplier<@Nullable Long> memory) {
		this.environment = environment;
		this.root = root;
		this.processors = processors;
		this.console = console;
		this.memory = memory;
	}

	@Override
	public SystemInfo detect() {
		String platform = attempt("systemPlatform", this::platform);
		return new SystemInfo(attempt("deploymentVendor", () -> DeploymentVendor.detect(this.environment)), platform,
				attempt("systemRelease", this::release), attempt("systemArchitecture", this::architecture),
				attempt("cpuCount", this.processors::getAsInt),
				attempt("cpuModel", () -> Processor.model(this.environment, this.root, platform)),
				attempt("cpuSpeed", () -> Processor.megahertz(this.root)),
				attempt("memory", () -> Memory.bytes(this.root, this.memory)),
				attempt("isWSL", () -> Container.isWsl(this.root, platform)),
				attempt("isDocker", () -> Container.isDocker(this.root)),
				attempt("isTTY", () -> Terminal.isStandardOutput(this.root, this.console)),
				attempt("isCI", () -> ContinuousIntegration.isDetected(this.environment)));
	}

	private @Nullable String platform() {
		return RustNames.platform(Variables.value(this.environment, "os.name"));
	}

	private @Nullable String architecture() {
		return RustNames.architecture(Variables.value(this.environment, "os.arch"));
	}

	private @Nullable String release() {
		String release = SmallFile.read(this.root.resolve("proc/sys/kernel/osrelease"));
		return (release != null) ? release.trim() : null;
	}

	// Errors too: a missing module or a native library that doesn't load is one of them.
	private static <T> @Nullable T attempt(String key, Callable<@Nullable T> detection) {
		try {
			return detection.call();
		}
		catch (Throwable ex) {
			// Not the exception itself: its message may quote configuration.
			logger.debug("Could not detect " + key + ": " + ex.getClass().getName());
			return null;
		}
	}

}
