/**
 * A Kafka broker for those who have none at hand.
 */
@NullMarked
package dev.rustauth.telemetry.sample.kafka.broker;

import org.jspecify.annotations.NullMarked;
