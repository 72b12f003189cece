/**
 * One detector for each thing the {@code init} event says about where it runs.
 */
@NullMarked
package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.NullMarked;
