/**
 * The sinks that come with the starter: HTTP through WebClient, and the debug printer.
 */
@NullMarked
package dev.rustauth.telemetry.http;

import org.jspecify.annotations.NullMarked;
