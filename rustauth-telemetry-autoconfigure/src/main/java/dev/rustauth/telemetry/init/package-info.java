/**
 * The {@code init} event: the config snapshot, its redaction, and the event as a whole.
 */
@NullMarked
package dev.rustauth.telemetry.init;

import org.jspecify.annotations.NullMarked;
