package dev.rustauth.telemetry.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Says of a failure what it is and where it comes from, without its message: messages may
 * quote values of settings.
 *
 * @since 0.1.0
 */
public final class FailureKinds {

	private static final int MAX_CAUSES = 8;

	private FailureKinds() {
	}

	/**
	 * Describe a failure.
	 * @param failure what was thrown
	 * @return the class and the topmost frame of the failure and of each of its causes
	 */
	public static String of(Throwable failure) {
		List<String> kinds = new ArrayList<>();
		for (@Nullable
		Throwable cause = failure; cause != null && kinds.size() < MAX_CAUSES; cause = cause.getCause()) {
			StackTraceElement[] frames = cause.getStackTrace();
			kinds.add(cause.getClass().getName() + ((frames.length > 0) ? " at " + frames[0] : ""));
		}
		return String.join(", caused by ", kinds);
	}

}
