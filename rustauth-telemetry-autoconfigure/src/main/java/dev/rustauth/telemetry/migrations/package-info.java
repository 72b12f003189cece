/**
 * Reports what Flyway and Liquibase did at the start, as an application could do itself:
 * asks for the config snapshot, and publishes an event.
 */
@NullMarked
package dev.rustauth.telemetry.migrations;

import org.jspecify.annotations.NullMarked;
