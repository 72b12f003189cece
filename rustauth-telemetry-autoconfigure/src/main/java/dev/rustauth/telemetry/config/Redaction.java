package dev.rustauth.telemetry.config;

import dev.rustauth.telemetry.Internal;

/**
 * Which freely chosen words the {@code init} event may contain.
 *
 * @since 0.1.0
 */
@Internal
public enum Redaction {

	/**
	 * Names of plugins, providers, scopes, additional fields and headers, and what
	 * detectors found, are reported as they are, as the Rust crate and Better Auth do.
	 */
	STANDARD,

	/**
	 * Only words from known lists are reported; every other word becomes {@code other},
	 * or a number where it is a key. JSON types stay as they are.
	 */
	STRICT

}
