/**
 * Auto-configuration: the beans and the lifecycle of telemetry.
 */
@NullMarked
package dev.rustauth.telemetry.autoconfigure;

import org.jspecify.annotations.NullMarked;
