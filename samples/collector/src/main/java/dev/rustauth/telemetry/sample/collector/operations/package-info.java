/**
 * What keeps it running: retention, export, deletion, health and metrics.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.operations;

import org.jspecify.annotations.NullMarked;
