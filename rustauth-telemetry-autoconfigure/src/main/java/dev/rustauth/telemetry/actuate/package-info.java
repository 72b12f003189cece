/**
 * The Actuator endpoint: the decision and its reasons, what would be sent, and what was.
 */
@NullMarked
package dev.rustauth.telemetry.actuate;

import org.jspecify.annotations.NullMarked;
