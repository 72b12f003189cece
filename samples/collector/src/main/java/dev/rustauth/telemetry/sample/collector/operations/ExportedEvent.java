package dev.rustauth.telemetry.sample.collector.operations;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A line of an export: all that is kept of an event.
 *
 * @param number its number
 * @param idempotencyKey its key
 * @param receivedAt when it came in
 * @param schemaVersion what the header said, or null
 * @param flags what is unusual about it, or null
 * @param event the JSON
 */
record ExportedEvent(long number, String idempotencyKey, Instant receivedAt, @Nullable String schemaVersion,
		@Nullable String flags, @JsonRawValue String event) {

	ExportedEvent with(String json) {
		return new ExportedEvent(this.number, this.idempotencyKey, this.receivedAt, this.schemaVersion, this.flags,
				json);
	}
}
