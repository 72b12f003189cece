/**
 * The pure function that decides whether anything may leave the process, and why.
 */
@NullMarked
package dev.rustauth.telemetry.decision;

import org.jspecify.annotations.NullMarked;
