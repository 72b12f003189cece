package dev.rustauth.telemetry.http;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;

/**
 * Prints every event as indented JSON to the log {@code dev.rustauth.telemetry.debug} at
 * INFO. Another sink, if there is one, gets the event afterwards, even if printing
 * failed.
 *
 * @since 0.1.0
 */
@Internal
public final class DebugTelemetrySink implements TelemetrySink {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry.debug");

	private final EventEncoder encoder;

	private final @Nullable TelemetrySink next;

	/**
	 * Make a sink.
	 * @param maxEventSize how many bytes an event may have; a larger one fails
	 * @param next the sink that gets the event afterwards, {@code null} for none
	 */
	public DebugTelemetrySink(int maxEventSize, @Nullable TelemetrySink next) {
		this.encoder = new EventEncoder(maxEventSize);
		this.next = next;
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		Mono<Void> print = Mono.fromRunnable(() -> logger.info("telemetry event " + this.encoder.encodePretty(event)));
		TelemetrySink next = this.next;
		return (next != null) ? print.onErrorComplete().then(Mono.defer(() -> next.send(event))) : print;
	}

}
