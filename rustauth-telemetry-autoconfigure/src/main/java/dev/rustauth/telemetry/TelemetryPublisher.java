package dev.rustauth.telemetry;

import java.util.Map;

/**
 * Publishes events of the application, such as {@code cli_migrate}.
 * <p>
 * There is always exactly one bean of this type. While telemetry is off it does nothing,
 * so callers need no condition. Both methods may be called from any thread, before the
 * application is ready and after it has closed. They never block and never throw,
 * whatever the argument: an event that cannot be accepted (a {@code null}, a payload that
 * contains itself or throws when it is read, a full queue, a closed context) is dropped
 * and counted under its reason. Only an error of the JVM itself, such as
 * {@code OutOfMemoryError}, reaches the caller.
 * <p>
 * The {@code init} event is sent first, and events published earlier wait for it. They
 * are sent without it only if it cannot be made or delivered.
 *
 * @since 0.1.0
 */
public interface TelemetryPublisher {

	/**
	 * Publish an event. Its {@linkplain TelemetryEvent#anonymousId() anonymous id} is
	 * replaced with the deployment's own.
	 * @param event the event
	 */
	void publish(TelemetryEvent event);

	/**
	 * Publish an event with a copy of the payload.
	 * @param type what happened; not empty
	 * @param payload the details; copied, so the caller may change it afterwards
	 */
	void publish(String type, Map<String, ?> payload);

}
