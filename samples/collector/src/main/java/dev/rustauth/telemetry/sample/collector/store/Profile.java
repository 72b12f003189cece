package dev.rustauth.telemetry.sample.collector.store;

import org.jspecify.annotations.Nullable;

/**
 * What the fleet's table says about a deployment. Null: unknown.
 *
 * @param environment production, development and so on
 * @param runtime such as java
 * @param runtimeVersion its version
 * @param framework such as spring-boot
 * @param frameworkVersion its version
 * @param database such as postgresql
 * @param vendor who runs the machine, such as fly-io
 * @param features what is switched on, one a line
 */
public record Profile(@Nullable String environment, @Nullable String runtime, @Nullable String runtimeVersion,
		@Nullable String framework, @Nullable String frameworkVersion, @Nullable String database,
		@Nullable String vendor, @Nullable String features) {
}
