package dev.rustauth.telemetry.detect;

/**
 * Detects the language runtime, {@code payload.runtime}.
 * <p>
 * Called once for each {@code init} event, on a thread of the telemetry starter and
 * within a time limit of one second; while telemetry is off, only for a preview that an
 * operator requests. If it throws or takes longer, this part of the event is
 * {@code null}. A bean of this type replaces the built-in detector.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RuntimeDetector {

	/**
	 * Detect now.
	 * @return name and version of the runtime
	 */
	NamedVersion detect();

}
