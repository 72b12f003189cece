package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;

/**
 * Name and version of what was detected: the shape of {@code runtime}, {@code database},
 * {@code framework} and {@code packageManager} on the wire.
 *
 * @param name name from the vocabulary of that field, such as {@code postgresql}
 * @param version its version, {@code null} if unknown
 * @since 0.1.0
 */
public record NamedVersion(String name, @Nullable String version) {

}
