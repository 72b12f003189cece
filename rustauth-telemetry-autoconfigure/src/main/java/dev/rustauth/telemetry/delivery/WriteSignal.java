package dev.rustauth.telemetry.delivery;

import dev.rustauth.telemetry.Internal;

/**
 * In the Reactor context of a delivery: lets a sink that knows say whether anything of
 * the event has been written. Without a word from the sink, an event that it was handed
 * counts as written, so that one whose attempt is cut off by the close is unknown; with
 * it, one that never reached the wire is dropped.
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
	 * Bytes of the event may be on the wire from now on.
	 */
	void written();

}
