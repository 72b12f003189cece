/**
 * The tripwire: collects the secrets of the host application, and finds them in events,
 * also encoded.
 */
@NullMarked
package dev.rustauth.telemetry.secrets;

import org.jspecify.annotations.NullMarked;
