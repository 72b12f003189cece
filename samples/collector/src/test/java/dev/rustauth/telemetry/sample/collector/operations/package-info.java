/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.operations;

import org.jspecify.annotations.NullMarked;
