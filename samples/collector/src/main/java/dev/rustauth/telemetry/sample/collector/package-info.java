/**
 * The collector: takes telemetry events over HTTP, keeps them in a database, and shows
 * the fleet they come from.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector;

import org.jspecify.annotations.NullMarked;
