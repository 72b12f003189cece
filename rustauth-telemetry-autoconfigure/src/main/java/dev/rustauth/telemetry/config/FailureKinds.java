package dev.rustauth.telemetry.config;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;

/**
 * Describes a failure by type and origin, without its message: messages may quote values
 * of settings.
 *
 * @since 0.1.0
 */
@Internal
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
		return causes(failure).limit(MAX_CAUSES).map(FailureKinds::kind).collect(Collectors.joining(", caused by "));
	}

	private static String kind(Throwable failure) {
		StackTraceElement[] frames = failure.getStackTrace();
		return failure.getClass().getName() + ((frames.length > 0) ? " at " + frames[0] : "");
	}

	/**
	 * A failure and what it was caused by.
	 * @param failure what was thrown
	 * @return the failure itself first, the root cause last
	 */
	public static Stream<Throwable> causes(Throwable failure) {
		return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, FailureKinds::cause)
			.map(Objects::requireNonNull);
	}

	private static @Nullable Throwable cause(@Nullable Throwable failure) {
		return (failure != null) ? failure.getCause() : null;
	}

	/**
	 * The first of a kind among a failure and its causes.
	 * @param <T> the kind
	 * @param failure what was thrown
	 * @param type the kind
	 * @return {@code null} if there is none
	 */
	public static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		return causes(failure).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
	}

}
