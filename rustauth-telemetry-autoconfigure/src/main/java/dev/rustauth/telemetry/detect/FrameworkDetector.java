package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;

/**
 * Detects the web framework, {@code payload.framework}.
 * <p>
 * Called once for each {@code init} event, on a thread of the telemetry starter and
 * within a time limit of one second; while telemetry is off, only for a preview that an
 * operator requests. If it throws or takes longer, this part of the event is
 * {@code null}. A bean of this type replaces the built-in detector.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FrameworkDetector {

	/**
	 * Detect now.
	 * @return name and version of the framework, {@code null} when unknown
	 */
	@Nullable NamedVersion detect();

}
