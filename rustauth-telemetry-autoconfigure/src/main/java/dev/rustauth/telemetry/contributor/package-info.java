/**
 * Fills in auth options that {@code rustauth.*} leaves unset, from settings and beans of
 * Spring.
 */
@NullMarked
package dev.rustauth.telemetry.contributor;

import org.jspecify.annotations.NullMarked;
