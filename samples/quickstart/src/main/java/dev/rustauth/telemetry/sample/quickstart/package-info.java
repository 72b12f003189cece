/**
 * The quickstart: an application that sends its telemetry to itself and shows it.
 */
@NullMarked
package dev.rustauth.telemetry.sample.quickstart;

import org.jspecify.annotations.NullMarked;
