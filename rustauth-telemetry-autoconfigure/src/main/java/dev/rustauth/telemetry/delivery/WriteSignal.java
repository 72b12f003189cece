package dev.rustauth.telemetry.delivery;

import dev.rustauth.telemetry.Internal;

/**
 * Lets a sink tell whether it has begun to write an event; in the Reactor context of each
 * delivery, under this class. If the sink doesn't tell, an event counts as written once
 * the sink has it, and as unknown if the close cuts the attempt off. If it does, an event
 * that was never written counts as dropped.
 * <p>
 * May be called by any thread.
 *
 * @since 0.1.0
 */
@Internal
public interface WriteSignal {

	/**
	 * The sink has the event, but nothing of it is written yet.
	 */
	void held();

	/**
	 * The sink begins to write the event.
	 */
	void written();

	/**
	 * Whether bytes of the event may be on the wire.
	 * @return {@code true} as well if the sink never said
	 */
	boolean isWritten();

}
