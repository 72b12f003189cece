/**
 * The Actuator endpoint: what was decided and why, what would be sent and what was.
 */
@NullMarked
package dev.rustauth.telemetry.actuate;

import org.jspecify.annotations.NullMarked;
