package dev.rustauth.telemetry.detect;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Translates {@code os.name} and {@code os.arch} into the words of the Rust compiler
 * ({@code std::env::consts}). What Rust has no word for is passed on in lower case.
 */
final class RustNames {

	private RustNames() {
	}

	static @Nullable String platform(@Nullable String osName) {
		String name = normalise(osName);
		if (name == null) {
			return null;
		}
		if (name.startsWith("windows")) {
			return "windows";
		}
		return switch (name) {
			case "mac os x", "mac os", "macos", "darwin" -> "macos";
			case "sunos" -> "solaris";
			case "dragonflybsd" -> "dragonfly";
			default -> name;
		};
	}

	static @Nullable String architecture(@Nullable String osArch) {
		String name = normalise(osArch);
		if (name == null) {
			return null;
		}
		return switch (name) {
			case "amd64", "x86_64", "x64", "x86-64" -> "x86_64";
			case "aarch64", "arm64" -> "aarch64";
			case "x86", "i386", "i486", "i586", "i686" -> "x86";
			case "arm", "arm32", "aarch32", "armv6l", "armv7l", "armv8l" -> "arm";
			case "ppc64", "ppc64le", "powerpc64" -> "powerpc64";
			case "ppc", "ppcle" -> "powerpc";
			case "mips", "mipsel" -> "mips";
			case "mips64", "mips64el" -> "mips64";
			case "sparcv9" -> "sparc64";
			default -> name;
		};
	}

	private static @Nullable String normalise(@Nullable String name) {
		return (name != null && !name.isBlank()) ? name.trim().toLowerCase(Locale.ROOT) : null;
	}

}
