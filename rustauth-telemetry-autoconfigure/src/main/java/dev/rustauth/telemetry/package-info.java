/**
 * The API for applications: events, the publisher that accepts them, the sink that
 * delivers them, and the source of the config snapshot.
 */
@NullMarked
package dev.rustauth.telemetry;

import org.jspecify.annotations.NullMarked;
