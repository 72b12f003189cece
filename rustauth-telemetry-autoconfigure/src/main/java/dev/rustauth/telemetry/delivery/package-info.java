/**
 * The engine behind the publisher: queue, order, deadlines, drops, flush.
 */
@NullMarked
package dev.rustauth.telemetry.delivery;

import org.jspecify.annotations.NullMarked;
