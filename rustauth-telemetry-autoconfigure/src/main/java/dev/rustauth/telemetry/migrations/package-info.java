/**
 * Reports what Flyway and Liquibase did at startup, as an application could do itself:
 * gets the config snapshot, and publishes an event.
 */
@NullMarked
package dev.rustauth.telemetry.migrations;

import org.jspecify.annotations.NullMarked;
