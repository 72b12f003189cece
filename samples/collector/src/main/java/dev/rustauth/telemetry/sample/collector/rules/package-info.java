/**
 * What operators want of their fleet: rules, who breaks them, and a webhook that tells of
 * it.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.rules;

import org.jspecify.annotations.NullMarked;
