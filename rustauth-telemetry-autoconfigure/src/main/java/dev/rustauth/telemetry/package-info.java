/**
 * The types an application meets: the event, the publisher that takes it, the sink that
 * delivers it, and the source of the config snapshot.
 */
@NullMarked
package dev.rustauth.telemetry;

import org.jspecify.annotations.NullMarked;
