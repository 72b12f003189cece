/**
 * Tests of the package of the same name.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.rules;

import org.jspecify.annotations.NullMarked;
