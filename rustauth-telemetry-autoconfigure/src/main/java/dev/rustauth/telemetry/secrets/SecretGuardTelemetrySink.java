package dev.rustauth.telemetry.secrets;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.delivery.CloseableSink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.http.EventEncoder;

/**
 * Wraps a sink that receives events, and passes an event on only if it contains none of
 * the host's secrets. Otherwise the event fails with {@link DropReason#SECRET_FOUND}, and
 * one ERROR for each property names the property and never its value.
 * <p>
 * The event is written as JSON and searched on the thread that subscribes, which is one
 * of the starter. An event that can't be written as JSON is searched as text. Only
 * completely searched events pass; one that is too large for that fails as too large.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretGuardTelemetrySink implements CloseableSink {

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent(ClientLibraries.JSON,
			SecretGuardTelemetrySink.class.getClassLoader());

	private final SecretGuard guard;

	private final TelemetrySink next;

	private final @Nullable EventEncoder encoder;

	private final boolean getsObjects;

	/**
	 * Make a sink.
	 * @param tripwire what to look for
	 * @param maxSize how many bytes an event may have
	 * @param next who gets the events that pass
	 * @param getsObjects whether that sink may look at the objects in an event, which may
	 * say more than their JSON
	 */
	public SecretGuardTelemetrySink(SecretTripwire tripwire, int maxSize, TelemetrySink next, boolean getsObjects) {
		this.guard = new SecretGuard(tripwire, maxSize);
		this.next = next;
		this.getsObjects = getsObjects;
		this.encoder = (JACKSON_PRESENT) ? new EventEncoder(maxSize) : null;
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.defer(() -> {
			this.guard.check(event, encode(event), this.getsObjects);
			return this.next.send(event);
		});
	}

	/**
	 * The JSON of an event.
	 * @return {@code null} if it can't be written: then the next sink will say what is
	 * wrong with it, if JSON is what it wants
	 * @throws DeliveryFailure if it is too large to be searched
	 */
	private byte @Nullable [] encode(TelemetryEvent event) {
		try {
			return (this.encoder != null) ? this.encoder.encode(event) : null;
		}
		catch (DeliveryFailure ex) {
			if (ex.reason() == DropReason.TOO_LARGE) {
				this.guard.checkType(event);
				throw ex;
			}
			return null;
		}
	}

	@Override
	public Mono<Void> close() {
		return (this.next instanceof CloseableSink managed) ? managed.close() : Mono.empty();
	}

}
