package dev.rustauth.telemetry.http;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * One attempt to send an event, in the Reactor context of its request: whether the client
 * has begun to write it, which decides what a failure means.
 */
final class Attempt {

	private final @Nullable WriteSignal signal;

	private volatile boolean written;

	private Attempt(@Nullable WriteSignal signal, boolean written) {
		this.signal = signal;
		this.written = written;
	}

	/**
	 * Begin an attempt.
	 * @param context may hold a {@link WriteSignal}
	 * @param told whether the client tells when it writes; if not, it may at once
	 */
	static Attempt begin(ContextView context, boolean told) {
		WriteSignal signal = context.getOrDefault(WriteSignal.class, null);
		if (signal != null && told) {
			signal.held();
		}
		return new Attempt(signal, !told);
	}

	/**
	 * The client begins to write a request.
	 * @param context the one of the request
	 */
	static void written(ContextView context) {
		Attempt attempt = context.getOrDefault(Attempt.class, null);
		if (attempt != null) {
			attempt.written = true;
			if (attempt.signal != null) {
				attempt.signal.written();
			}
		}
	}

	boolean isWritten() {
		return this.written;
	}

}
