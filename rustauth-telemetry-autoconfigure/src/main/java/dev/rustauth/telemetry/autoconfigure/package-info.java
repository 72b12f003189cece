/**
 * Wiring: auto-configuration, properties, and the listener that emits {@code init}.
 */
@NullMarked
package dev.rustauth.telemetry.autoconfigure;

import org.jspecify.annotations.NullMarked;
