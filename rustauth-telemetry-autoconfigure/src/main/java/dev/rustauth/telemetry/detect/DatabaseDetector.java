package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;

/**
 * Detects the database of the application, {@code payload.database}.
 * <p>
 * Called once for each {@code init} event, on a thread of the telemetry starter and
 * within a time limit of one second; while telemetry is off, only for a preview that an
 * operator requests. If it throws or takes longer, this part of the event is
 * {@code null}. A bean of this type replaces the built-in detector.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DatabaseDetector {

	/**
	 * Detect now.
	 * @return name and driver version of the database, {@code null} when there is none
	 */
	@Nullable NamedVersion detect();

}
