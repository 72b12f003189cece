package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;

/**
 * A thing that was detected, and its version: the shape of {@code runtime},
 * {@code database}, {@code framework} and {@code packageManager} on the wire.
 *
 * @param name name from the vocabulary of that field, such as {@code postgresql}
 * @param version version as the thing itself states it, {@code null} when unknown
 * @since 0.1.0
 */
public record NamedVersion(String name, @Nullable String version) {

}
