package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;

/**
 * Detects the data access library, {@code payload.config.adapter}, unless
 * {@code rustauth.telemetry.context.adapter} states it.
 * <p>
 * Called once for each {@code init} event, on a thread of the telemetry starter and
 * within a time limit; not called at all while telemetry is off. An exception or a missed
 * limit makes this part of the event {@code null}. A bean of this type replaces the
 * built-in detector.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AdapterDetector {

	/**
	 * Detect now.
	 * @return the name of the library, {@code null} when unknown
	 */
	@Nullable String detect();

}
