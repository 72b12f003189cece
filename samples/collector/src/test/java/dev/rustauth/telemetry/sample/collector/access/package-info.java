/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.access;

import org.jspecify.annotations.NullMarked;
