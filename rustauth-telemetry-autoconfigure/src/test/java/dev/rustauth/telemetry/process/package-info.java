/**
 * Whole JVMs, started by tests and looked at from outside.
 */
@NullMarked
package dev.rustauth.telemetry.process;

import org.jspecify.annotations.NullMarked;
