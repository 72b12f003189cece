/**
 * The collector as a whole, over HTTP, on both databases.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector;

import org.jspecify.annotations.NullMarked;
