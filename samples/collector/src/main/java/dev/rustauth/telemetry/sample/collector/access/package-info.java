/**
 * Who may do what: tokens, hosts, headers, and how many connections.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.access;

import org.jspecify.annotations.NullMarked;
