package dev.rustauth.telemetry.detect;

import org.jspecify.annotations.Nullable;

/**
 * What the {@code init} event reports about the machine, {@code payload.systemInfo}:
 * twelve values, each {@code null} when it could not be detected.
 *
 * @param deploymentVendor hosting platform, such as {@code fly-io}
 * @param systemPlatform operating system in the spelling of the Rust compiler, such as
 * {@code linux} or {@code macos}
 * @param systemRelease release of the kernel
 * @param systemArchitecture CPU architecture in the spelling of the Rust compiler, such
 * as {@code x86_64} or {@code aarch64}
 * @param cpuCount processors available to this process
 * @param cpuModel model of the first processor
 * @param cpuSpeed clock of the first processor in MHz
 * @param memory physical memory in bytes, or the limit of the container where that is
 * lower
 * @param isWsl whether this is the Windows Subsystem for Linux
 * @param isDocker whether this is a Docker or Podman container
 * @param isTty whether standard output is a terminal
 * @param isCi whether this is a continuous integration job
 * @since 0.1.0
 */
public record SystemInfo(@Nullable String deploymentVendor, @Nullable String systemPlatform,
		@Nullable String systemRelease, @Nullable String systemArchitecture, @Nullable Integer cpuCount,
		@Nullable String cpuModel, @Nullable Integer cpuSpeed, @Nullable Long memory, @Nullable Boolean isWsl,
		@Nullable Boolean isDocker, @Nullable Boolean isTty, @Nullable Boolean isCi) {

}
