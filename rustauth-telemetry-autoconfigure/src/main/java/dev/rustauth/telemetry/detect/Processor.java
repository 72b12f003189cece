package dev.rustauth.telemetry.detect;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Model and clock of the first processor. Linux on x86 tells both in
 * {@code /proc/cpuinfo}, on 64-bit ARM neither; Windows has the model in a variable;
 * elsewhere both are unknown.
 */
final class Processor {

	private Processor() {
	}

	static @Nullable String model(Environment environment, Path root, @Nullable String platform) {
		String model = "windows".equals(platform) ? Variables.value(environment, "PROCESSOR_IDENTIFIER")
				: cpuInfo(root, "model name");
		return (model != null && !model.isBlank()) ? model.trim() : null;
	}

	/**
	 * The clock of the first processor.
	 * @param root the root of the file system
	 * @return whole MHz, {@code null} when unknown
	 */
	static @Nullable Integer megahertz(Path root) {
		String value = cpuInfo(root, "cpu MHz");
		if (value == null) {
			return null;
		}
		long rounded = Math.round(Double.parseDouble(value));
		return (rounded > 0) ? Math.toIntExact(rounded) : null;
	}

	private static @Nullable String cpuInfo(Path root, String key) {
		String content = SmallFile.read(root.resolve("proc/cpuinfo"));
		return (content != null) ? content.lines()
			.map((line) -> line.split(":", 2))
			.filter((parts) -> parts.length == 2 && parts[0].trim().equals(key))
			.map((parts) -> parts[1].trim())
			.findFirst()
			.orElse(null) : null;
	}

}
