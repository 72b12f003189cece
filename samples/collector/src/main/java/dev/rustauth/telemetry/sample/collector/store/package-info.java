/**
 * What is kept, and the one thread that writes it.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.store;

import org.jspecify.annotations.NullMarked;
