/**
 * The auth options, as immutable records.
 */
@NullMarked
package dev.rustauth.telemetry.options;

import org.jspecify.annotations.NullMarked;
