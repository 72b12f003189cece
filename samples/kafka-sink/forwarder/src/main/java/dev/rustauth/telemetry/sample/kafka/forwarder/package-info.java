/**
 * Takes events from the topic and posts them to a collector.
 */
@NullMarked
package dev.rustauth.telemetry.sample.kafka.forwarder;

import org.jspecify.annotations.NullMarked;
