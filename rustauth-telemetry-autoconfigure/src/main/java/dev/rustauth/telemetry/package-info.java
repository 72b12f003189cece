/**
 * The three types an application meets: the event, the publisher that takes it and the
 * sink that delivers it.
 */
@NullMarked
package dev.rustauth.telemetry;

import org.jspecify.annotations.NullMarked;
