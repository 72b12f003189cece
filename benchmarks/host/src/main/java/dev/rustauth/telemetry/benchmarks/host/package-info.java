/**
 * What the starter costs the application that hosts it.
 */
@NullMarked
package dev.rustauth.telemetry.benchmarks.host;

import org.jspecify.annotations.NullMarked;
