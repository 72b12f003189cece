package dev.rustauth.telemetry.delivery;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Makes a key for each event that no other event has, here or elsewhere: a random UUID
 * for this engine, and a number. Used by the engine's thread only.
 */
final class IdempotencyKeys {

	private @Nullable String prefix;

	private long count;

	String next() {
		if (this.prefix == null) {
			// Not before it is needed, and not on the thread that starts the application.
			this.prefix = UUID.randomUUID() + "-";
		}
		this.count++;
		return this.prefix + this.count;
	}

}
