/**
 * How migrations of Flyway and Liquibase went.
 */
@NullMarked
package dev.rustauth.telemetry.sources;

import org.jspecify.annotations.NullMarked;
