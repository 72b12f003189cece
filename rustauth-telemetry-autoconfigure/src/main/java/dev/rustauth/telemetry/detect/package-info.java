/**
 * Detectors of what an application runs on.
 */
@NullMarked
package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.NullMarked;
