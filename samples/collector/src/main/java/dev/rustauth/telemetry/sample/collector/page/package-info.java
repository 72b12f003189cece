/**
 * What people look at: server-rendered, without a script.
 */
@NullMarked
package dev.rustauth.telemetry.sample.collector.page;

import org.jspecify.annotations.NullMarked;
