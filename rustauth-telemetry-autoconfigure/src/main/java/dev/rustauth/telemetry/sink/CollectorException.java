package dev.rustauth.telemetry.sink;

import java.io.IOException;

/**
 * An exchange with the collector failed. Says what a classification needs to know: the
 * cause, and whether the request had been written by then, after which nobody knows what
 * arrived.
 */
final class CollectorException extends IOException {

	private final boolean written;

	CollectorException(Throwable cause, boolean written) {
		super("The exchange with the collector failed", cause);
		this.written = written;
	}

	boolean isWritten() {
		return this.written;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		// It says nothing: an event loop raised it.
		return this;
	}

}
