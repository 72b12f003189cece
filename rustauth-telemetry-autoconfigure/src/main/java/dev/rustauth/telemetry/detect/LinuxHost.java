package dev.rustauth.telemetry.detect;

import java.io.Console;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the machine from files of the kernel and of the container engine, as the
 * Rust crate reads them, or else from the JVM.
 */
final class LinuxHost {

	private static final Pattern TOTAL_MEMORY = Pattern.compile("^MemTotal:\\s*(\\d{1,15}) kB", Pattern.MULTILINE);

	private static final Pattern MEMORY_LIMIT = Pattern.compile("\\d{1,18}");

	private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty.*|console|hvc\\d+)");

	private final Path root;

	/**
	 * Make one.
	 * @param root the root of the file system
	 */
	LinuxHost(Path root) {
		this.root = root;
	}

	@Nullable String kernelRelease() {
		String release = read("proc/sys/kernel/osrelease");
		return (release != null) ? release.trim() : null;
	}

	/**
	 * The model of the first processor. Linux has it on x86, but not on 64-bit ARM.
	 * @return the model, {@code null} when unknown
	 */
	@Nullable String processorModel() {
		String model = cpuInfo("model name");
		return (model != null && !model.isBlank()) ? model : null;
	}

	/**
	 * The clock of the first processor.
	 * @return whole MHz, {@code null} when unknown
	 */
	@Nullable Integer processorMegahertz() {
		String value = cpuInfo("cpu MHz");
		long rounded = (value != null) ? Math.round(Double.parseDouble(value)) : 0;
		return (rounded > 0) ? Math.toIntExact(rounded) : null;
	}

	/**
	 * The memory this process could use, in bytes: what the machine has, or the limit of
	 * the control group where that is lower. Limits are inherited, so those of the groups
	 * above count as well, as far as they can be seen.
	 * @param elsewhere asked where there is no {@code /proc/meminfo}
	 * @return bytes, {@code null} when unknown
	 */
	@Nullable Long memory(Supplier<@Nullable Long> elsewhere) {
		Matcher total = TOTAL_MEMORY.matcher(text("proc/meminfo"));
		return (total.find()) ? Long.valueOf(Math.min(Long.parseLong(total.group(1)) * 1024, memoryLimit()))
				: elsewhere.get();
	}

	boolean isDocker() {
		return Files.exists(this.root.resolve(".dockerenv")) || Files.exists(this.root.resolve("run/.containerenv"))
				|| text("proc/self/cgroup").contains("docker");
	}

	boolean isWsl(@Nullable String platform) {
		return "linux".equals(platform) && !isDocker()
				&& (text("proc/sys/kernel/osrelease") + text("proc/version")).toLowerCase(Locale.ROOT)
					.contains("microsoft");
	}

	/**
	 * Whether standard output is a terminal, by what its file descriptor points at.
	 * Elsewhere only {@link Console} is left, which asks for a terminal at standard input
	 * as well: without one there, nothing is known of the output.
	 * @param console whether there is a console
	 * @return {@code null} when unknown
	 */
	@Nullable Boolean isTerminal(BooleanSupplier console) {
		try {
			Path target = Files.readSymbolicLink(this.root.resolve("proc/self/fd/1"));
			return TERMINAL.matcher(target.toString()).matches();
		}
		catch (IOException | UnsupportedOperationException ex) {
			return console.getAsBoolean() ? true : null;
		}
	}

	/**
	 * Whether the JVM has an interactive console. Up to JDK 21 a console exists only in
	 * that case; from JDK 22 on one may always exist, and {@code Console.isTerminal()}
	 * says so.
	 * @return whether standard input and output are a terminal
	 */
	static boolean hasConsole() {
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
		}
		catch (NoSuchMethodException ex) {
			return true;
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	private @Nullable String cpuInfo(String key) {
		Matcher line = Pattern.compile("^" + key + "\\s*:(.*)", Pattern.MULTILINE).matcher(text("proc/cpuinfo"));
		return (line.find()) ? line.group(1).trim() : null;
	}

	private long memoryLimit() {
		Path mount = this.root.resolve("sys/fs/cgroup");
		long limit = Math.min(limit(mount, "memory.max"), limit(mount.resolve("memory"), "memory.limit_in_bytes"));
		for (String line : text("proc/self/cgroup").split("\n")) {
			String[] parts = line.split(":", 3);
			if (parts.length == 3 && parts[1].isEmpty()) {
				limit = Math.min(limit, limit(mount, parts[2], "memory.max"));
			}
			else if (parts.length == 3 && Arrays.asList(parts[1].split(",")).contains("memory")) {
				limit = Math.min(limit, limit(mount.resolve("memory"), parts[2], "memory.limit_in_bytes"));
			}
		}
		return limit;
	}

	private static long limit(Path mount, String group, String file) {
		@Nullable Path directory = mount.resolve(group.replaceFirst("^/+", "").trim()).normalize();
		long limit = Long.MAX_VALUE;
		while (directory != null && directory.startsWith(mount) && !directory.equals(mount)) {
			limit = Math.min(limit, limit(directory, file));
			directory = directory.getParent();
		}
		return limit;
	}

	private static long limit(Path directory, String file) {
		String content = SmallFile.read(directory.resolve(file));
		String value = (content != null) ? content.trim() : "";
		// Without a limit there is the word "max", or a number beyond every memory.
		return MEMORY_LIMIT.matcher(value).matches() ? Long.parseLong(value) : Long.MAX_VALUE;
	}

	private String text(String file) {
		String content = read(file);
		return (content != null) ? content : "";
	}

	private @Nullable String read(String file) {
		return SmallFile.read(this.root.resolve(file));
	}

	/**
	 * Asks the JVM for the memory of the machine. A class of its own, because the modules
	 * {@code java.management} and {@code jdk.management} may be missing: it is loaded
	 * only where there is no file.
	 */
	static final class Management {

		private Management() {
		}

		static @Nullable Long memory() {
			if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
				long total = system.getTotalMemorySize();
				return (total > 0) ? total : null;
			}
			return null;
		}

	}

}
