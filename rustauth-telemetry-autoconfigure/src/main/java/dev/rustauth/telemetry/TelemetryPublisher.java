package dev.rustauth.telemetry;

import java.util.Map;

/**
 * Where an application hands in events of its own, such as {@code cli_migrate}.
 * <p>
 * There is always exactly one bean of this type: with telemetry switched off it does
 * nothing, so callers need no condition. Both methods may be called from any thread,
 * before the application is ready and after it was closed. They never block and never
 * throw, whatever the argument: an event that can't be taken (a {@code null}, a payload
 * that contains itself, a full queue, a closed context, a payload that throws when it is
 * read) is dropped and counted under its reason. Only an error of the JVM itself, such as
 * {@code OutOfMemoryError}, reaches the caller.
 * <p>
 * Events published before the {@code init} event has left wait for it, so that a
 * collector hears of a deployment first; only when {@code init} can't be made or
 * delivered do they go without it.
 *
 * @since 0.1.0
 */
public interface TelemetryPublisher {

	/**
	 * Hand in an event. Its {@linkplain TelemetryEvent#anonymousId() anonymous id} is
	 * replaced with the deployment's own.
	 * @param event the event
	 */
	void publish(TelemetryEvent event);

	/**
	 * Make an event from a copy of the payload, and hand it in.
	 * @param type what happened; not empty
	 * @param payload the details; copied, so that it may be reused at once
	 */
	void publish(String type, Map<String, ?> payload);

}
