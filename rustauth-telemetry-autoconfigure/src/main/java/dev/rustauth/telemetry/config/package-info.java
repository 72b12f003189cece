/**
 * Reads, binds and validates settings, and says where they come from.
 */
@NullMarked
package dev.rustauth.telemetry.config;

import org.jspecify.annotations.NullMarked;
