/**
 * From the options to the redacted config snapshot, and the {@code init} event as a
 * whole.
 */
@NullMarked
package dev.rustauth.telemetry.init;

import org.jspecify.annotations.NullMarked;
