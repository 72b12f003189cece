package dev.rustauth.telemetry.detect;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The memory this process could use, in bytes: what the machine has, or the limit of the
 * control group where that is lower. Limits are inherited, so those of the groups above
 * count as well, as far as they can be seen.
 */
final class Memory {

	private static final Pattern TOTAL = Pattern.compile("^MemTotal:\\s*(\\d{1,15}) kB", Pattern.MULTILINE);

	private static final Pattern LIMIT = Pattern.compile("\\d{1,18}");

	private Memory() {
	}

	/**
	 * Detect.
	 * @param root the root of the file system
	 * @param elsewhere asked where there is no {@code /proc/meminfo}
	 * @return bytes, {@code null} when unknown
	 */
	static @Nullable Long bytes(Path root, Supplier<@Nullable Long> elsewhere) {
		Long total = total(root);
		return (total != null) ? Long.valueOf(Math.min(total, limit(root))) : elsewhere.get();
	}

	private static @Nullable Long total(Path root) {
		String content = SmallFile.read(root.resolve("proc/meminfo"));
		Matcher matcher = TOTAL.matcher((content != null) ? content : "");
		return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : null;
	}

	private static long limit(Path root) {
		Path mount = root.resolve("sys/fs/cgroup");
		long limit = Math.min(limit(mount, "memory.max"), limit(mount.resolve("memory"), "memory.limit_in_bytes"));
		String groups = SmallFile.read(root.resolve("proc/self/cgroup"));
		for (String line : ((groups != null) ? groups : "").split("\n")) {
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
		return LIMIT.matcher(value).matches() ? Long.parseLong(value) : Long.MAX_VALUE;
	}

}
