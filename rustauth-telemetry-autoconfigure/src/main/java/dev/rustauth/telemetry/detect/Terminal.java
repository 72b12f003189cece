package dev.rustauth.telemetry.detect;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Whether standard output is a terminal.
 * <p>
 * Linux tells by what the file descriptor points at. Elsewhere only {@link Console} is
 * left, which asks for a terminal at standard input as well: without one there, nothing
 * is known of the output.
 */
final class Terminal {

	private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console|hvc\\d+)");

	private Terminal() {
	}

	static @Nullable Boolean isStandardOutput(Path root, BooleanSupplier console) {
		try {
			Path target = Files.readSymbolicLink(root.resolve("proc/self/fd/1"));
			return DEVICE.matcher(target.toString()).matches();
		}
		catch (IOException | UnsupportedOperationException ex) {
			return console.getAsBoolean() ? true : null;
		}
	}

	/**
	 * Whether the JVM has an interactive console. Up to JDK 21 a console exists only in
	 * that case; from JDK 22 on one may always exist, and {@code Console.isTerminal()}
	 * tells.
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

}
