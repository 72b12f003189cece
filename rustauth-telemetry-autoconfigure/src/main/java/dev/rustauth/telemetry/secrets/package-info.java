/**
 * Keeps the host's own secrets out of what leaves: which properties hold one, and how to
 * find one in bytes, also encoded.
 */
@NullMarked
package dev.rustauth.telemetry.secrets;

import org.jspecify.annotations.NullMarked;
