package dev.rustauth.telemetry.sample.collector.store;

import org.jspecify.annotations.Nullable;

/**
 * A value that differs from one snapshot to another.
 *
 * @param path where
 * @param before the old value as JSON, empty for an element of a list, or null if it
 * wasn't there
 * @param after the new value as JSON, empty for an element of a list, or null if it is
 * gone
 */
public record Change(String path, @Nullable String before, @Nullable String after) {
}
