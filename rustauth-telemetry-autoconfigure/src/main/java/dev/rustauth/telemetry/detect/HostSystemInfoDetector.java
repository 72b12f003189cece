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
import org.springframework.util.StringUtils;

import dev.rustauth.telemetry.config.PropertyReader;

/**
 * Detects each of the twelve values separately, so that a failure affects only one.
 */
final class HostSystemInfoDetector implements SystemInfoDetector {

	private static final Log logger = LogFactory.getLog(HostSystemInfoDetector.class);

	private final Environment environment;

	private final LinuxHost host;

	private final IntSupplier processors;

	private final BooleanSupplier console;

	private final Supplier<@Nullable Long> memory;

	HostSystemInfoDetector(Environment environment, Path root) {
		this(environment, root, () -> Runtime.getRuntime().availableProcessors(), LinuxHost::hasConsole,
				() -> LinuxHost.Management.memory());
	}

	HostSystemInfoDetector(Environment environment, Path root, IntSupplier processors, BooleanSupplier console,
			Supplier<@Nullable Long> memory) {
		this.environment = environment;
		this.host = new LinuxHost(root);
		this.processors = processors;
		this.console = console;
		this.memory = memory;
	}

	@Override
	public SystemInfo detect() {
		String platform = attempt("systemPlatform", this::platform);
		return new SystemInfo(attempt("deploymentVendor", () -> DeploymentVendor.detect(this.environment)), platform,
				attempt("systemRelease", this.host::kernelRelease), attempt("systemArchitecture", this::architecture),
				attempt("cpuCount", this.processors::getAsInt), attempt("cpuModel", () -> processorModel(platform)),
				attempt("cpuSpeed", this.host::processorMegahertz),
				attempt("memory", () -> this.host.memory(this.memory)),
				attempt("isWSL", () -> this.host.isWsl(platform)), attempt("isDocker", this.host::isDocker),
				attempt("isTTY", () -> this.host.isTerminal(this.console)),
				attempt("isCI", () -> StageDetector.isContinuousIntegration(this.environment)));
	}

	private @Nullable String platform() {
		return RustNames.platform(PropertyReader.value(this.environment, "os.name"));
	}

	private @Nullable String architecture() {
		return RustNames.architecture(PropertyReader.value(this.environment, "os.arch"));
	}

	private @Nullable String processorModel(@Nullable String platform) {
		if (!"windows".equals(platform)) {
			return this.host.processorModel();
		}
		String model = PropertyReader.value(this.environment, "PROCESSOR_IDENTIFIER");
		return StringUtils.hasText(model) ? model.trim() : null;
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
