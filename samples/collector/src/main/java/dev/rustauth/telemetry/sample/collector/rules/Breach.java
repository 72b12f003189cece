package dev.rustauth.telemetry.sample.collector.rules;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * That a deployment breaks a rule.
 *
 * @param anonymousId the deployment
 * @param name the name that operators gave it, or null
 * @param environment where it says that it runs, or null
 * @param since when that was seen first
 * @param reported what it says where the rule asks, or null if nothing
 */
public record Breach(String anonymousId, @Nullable String name, @Nullable String environment, Instant since,
		@Nullable String reported) {
}
