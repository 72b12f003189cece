/**
 * A service whose telemetry goes to a topic instead of a collector.
 */
@NullMarked
package dev.rustauth.telemetry.sample.kafka.service;

import org.jspecify.annotations.NullMarked;
