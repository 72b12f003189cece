package dev.rustauth.telemetry.delivery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.init.InitEventSource;

/**
 * Where a {@link DeliveryLoop} begins, or goes on after a pause. What waits in the queue
 * isn't part of it: the queue stays where it is.
 *
 * @param init makes the {@code init} event, {@code null} if that was made already
 * @param anonymousId pseudonym that every event carries, empty until {@code init} is made
 * @param initPending whether {@code init} hasn't ended, so that the queue has to wait
 * @param gone whether the collector said that it is gone for good
 * @param deliveries the events on their way, which nobody attends to meanwhile
 */
record Suspension(@Nullable InitEventSource init, String anonymousId, boolean initPending, boolean gone,
		List<Delivery> deliveries) {

	/**
	 * The very beginning.
	 */
	static Suspension beforeInit(InitEventSource init) {
		return new Suspension(init, "", true, false, List.of());
	}

}
