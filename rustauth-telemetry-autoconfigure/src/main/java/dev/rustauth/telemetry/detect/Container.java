package dev.rustauth.telemetry.detect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Tells containers and the Windows Subsystem for Linux by files of the kernel and of the
 * container engine, as the Rust crate does.
 */
final class Container {

	private Container() {
	}

	static boolean isDocker(Path root) {
		return Files.exists(root.resolve(".dockerenv")) || Files.exists(root.resolve("run/.containerenv"))
				|| contains(SmallFile.read(root.resolve("proc/self/cgroup")), "docker");
	}

	static boolean isWsl(Path root, @Nullable String platform) {
		return "linux".equals(platform) && !isDocker(root) && (isMicrosoft(root.resolve("proc/sys/kernel/osrelease"))
				|| isMicrosoft(root.resolve("proc/version")));
	}

	private static boolean isMicrosoft(Path file) {
		String content = SmallFile.read(file);
		return content != null && contains(content.toLowerCase(Locale.ROOT), "microsoft");
	}

	private static boolean contains(@Nullable String content, String part) {
		return content != null && content.contains(part);
	}

}
