package dev.rustauth.telemetry.sample.collector.page;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter.
 *
 * @param when when it came in
 * @param reason what is wrong with it
 * @param anonymousId the deployment, or null
 * @param alias the deployment's name, or null
 * @param body the beginning of what was received
 */
record StoredDeadLetter(Instant when, String reason, @Nullable String anonymousId, @Nullable String alias,
		String body) {
}
