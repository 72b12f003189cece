package dev.rustauth.telemetry.secrets;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.BatchTelemetrySink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Wraps a sink that receives bytes, and searches each event when it is written: exactly
 * the searched bytes are sent, and a secret in one event affects no other event of the
 * batch. Otherwise like {@link SecretGuardTelemetrySink}.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretGuardBatchSink implements BatchTelemetrySink {

	private final SecretGuard guard;

	private final BatchTelemetrySink next;

	/**
	 * Make a sink.
	 * @param tripwire what to look for
	 * @param maxSize how many bytes an event may have
	 * @param next writes the events, and gets those that pass
	 */
	public SecretGuardBatchSink(SecretTripwire tripwire, int maxSize, BatchTelemetrySink next) {
		this.guard = new SecretGuard(tripwire, maxSize);
		this.next = next;
	}

	@Override
	public byte[] encode(TelemetryEvent event) {
		byte[] body;
		try {
			body = this.next.encode(event);
		}
		catch (DeliveryFailure ex) {
			// What is said of it may be a secret.
			if (ex.reason() == DropReason.TOO_LARGE) {
				this.guard.checkType(event);
			}
			else {
				this.guard.check(event, null, true);
			}
			throw ex;
		}
		this.guard.check(event, body, false);
		return body;
	}

	@Override
	public Mono<Void> send(List<byte[]> events) {
		return this.next.send(events);
	}

	@Override
	public Mono<Void> close() {
		return this.next.close();
	}

}
