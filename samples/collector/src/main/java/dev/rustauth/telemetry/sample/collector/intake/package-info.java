/**
 * The way in: limits, checks, and the answer to every POST.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.intake;

import org.jspecify.annotations.NullMarked;
