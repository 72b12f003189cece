package dev.rustauth.telemetry.delivery;

import java.util.function.Function;
import java.util.function.Supplier;

import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetrySink;

/**
 * Where the engine sends to.
 *
 * @param description for the log: host and port, or the name of a class; no secret
 * @param advice what to look at when deliveries fail, to be read after a full stop
 * @param thread gives the engine's thread and clock: a scheduler with a single thread,
 * which the engine disposes; called at the start, and again after each pause
 * @param sink opens the sink; given the engine's thread, called on it or on the sink's
 * own before the first event, and again after each pause
 * @param foreign whether the sink is the application's, so that it may block and is given
 * a thread of its own
 * @since 0.1.0
 */
@Internal
public record Destination(String description, String advice, Supplier<Scheduler> thread,
		Function<Scheduler, TelemetrySink> sink, boolean foreign) {

}
