package dev.rustauth.telemetry.delivery;

import reactor.util.context.ContextView;

import dev.rustauth.telemetry.Internal;

/**
 * Lets a sink tell whether it has begun to write an event; in the Reactor context of a
 * delivery. If the sink doesn't tell, an event counts as written once the sink has it,
 * and as unknown if the close cuts the attempt off. If it does, an event that was never
 * written counts as dropped.
 * <p>
 * May be called by any thread.
 *
 * @since 0.1.0
 */
@Internal
public interface WriteSignal {

	/** For a sink that is used without an engine: each event counts as written. */
	WriteSignal NONE = new WriteSignal() {

		@Override
		public void held() {
		}

		@Override
		public void written() {
		}

		@Override
		public boolean isWritten() {
			return true;
		}

	};

	/**
	 * The signal of a delivery.
	 * @param context the one that the sink is subscribed with
	 * @return the signal, {@link #NONE} if there is none
	 */
	static WriteSignal of(ContextView context) {
		return context.<WriteSignal>getOrEmpty(WriteSignal.class).orElse(NONE);
	}

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
