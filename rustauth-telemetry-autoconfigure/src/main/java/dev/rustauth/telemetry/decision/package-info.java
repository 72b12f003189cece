/**
 * Decides whether anything may leave the process, and explains why.
 */
@NullMarked
package dev.rustauth.telemetry.decision;

import org.jspecify.annotations.NullMarked;
