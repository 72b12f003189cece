/**
 * Micrometer meters of the delivery.
 */
@NullMarked
package dev.rustauth.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
