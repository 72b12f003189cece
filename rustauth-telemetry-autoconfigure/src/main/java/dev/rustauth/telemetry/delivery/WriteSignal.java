package dev.rustauth.telemetry.delivery;

import reactor.util.context.ContextView;

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

	/** Where nobody wants to know: each event counts as written. */
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
	 * Bytes of the event may be on the wire from now on.
	 */
	void written();

	/**
	 * Whether bytes of the event may be on the wire.
	 * @return {@code true} as well if the sink never said
	 */
	boolean isWritten();

}
