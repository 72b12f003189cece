/**
 * A collector for tests, on real sockets.
 */
@NullMarked
package dev.rustauth.telemetry.collector;

import org.jspecify.annotations.NullMarked;
