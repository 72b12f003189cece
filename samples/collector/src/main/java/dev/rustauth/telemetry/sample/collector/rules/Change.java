package dev.rustauth.telemetry.sample.collector.rules;

import org.jspecify.annotations.Nullable;

/**
 * That a deployment began or ceased to break a rule.
 *
 * @param rule the name of the rule
 * @param began whether it began, otherwise it ceased
 * @param anonymousId the deployment
 * @param reported what it says now where the rule asks, or null if nothing
 */
record Change(String rule, boolean began, String anonymousId, @Nullable String reported) {
}
