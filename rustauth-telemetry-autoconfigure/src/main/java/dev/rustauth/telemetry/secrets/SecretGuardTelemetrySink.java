package dev.rustauth.telemetry.secrets;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.delivery.ManagedSink;
import dev.rustauth.telemetry.http.EncodedBody;
import dev.rustauth.telemetry.http.EventEncoder;

/**
 * Stands in front of every other sink, and lets an event pass only if none of the host's
 * secrets is in it. One that holds a secret fails with {@link DropReason#SECRET_FOUND};
 * one ERROR for each property says so, with the name of the property and never its value.
 * <p>
 * The event is written as JSON and searched on the thread that subscribes, which is one
 * of the starter. What can't be written as JSON is searched as text. Nothing passes that
 * wasn't searched to its end: what is too large for that fails as too large.
 *
 * @since 0.1.0
 */
public final class SecretGuardTelemetrySink implements ManagedSink {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent(ClientLibraries.JSON,
			SecretGuardTelemetrySink.class.getClassLoader());

	private final SecretTripwire tripwire;

	private final int maxSize;

	private final TelemetrySink next;

	private final @Nullable EventEncoder encoder;

	private final boolean getsObjects;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	/**
	 * Make a sink.
	 * @param tripwire what to look for
	 * @param maxSize how many bytes an event may have
	 * @param next who gets the events that pass
	 * @param getsObjects whether that sink may look at the objects in an event, which may
	 * say more than their JSON
	 */
	public SecretGuardTelemetrySink(SecretTripwire tripwire, int maxSize, TelemetrySink next, boolean getsObjects) {
		this.tripwire = tripwire;
		this.maxSize = maxSize;
		this.next = next;
		this.getsObjects = getsObjects;
		this.encoder = (JACKSON_PRESENT) ? new EventEncoder(maxSize) : null;
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.defer(() -> {
			byte[] body = encode(event);
			Set<String> found = new TreeSet<>();
			if (body != null) {
				found.addAll(this.tripwire.search(body, event.anonymousId()));
			}
			if (body == null || this.getsObjects) {
				found.addAll(this.tripwire.search(EventTexts.of(event, this.maxSize), event.anonymousId()));
			}
			if (!found.isEmpty()) {
				found.forEach((property) -> report(property, event));
				return Mono.error(DeliveryFailure.permanent(DropReason.SECRET_FOUND, "it holds a secret"));
			}
			Mono<Void> sending = this.next.send(event);
			return (body != null)
					? sending.contextWrite((context) -> context.put(EncodedBody.class, new EncodedBody(event, body)))
					: sending;
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
				throw ex;
			}
			return null;
		}
	}

	private void report(String property, TelemetryEvent event) {
		if (this.reported.add(property)) {
			logger.error("A telemetry event" + ((this.tripwire.allows(event.type())) ? " '" + event.type() + "'" : "")
					+ " was dropped (SECRET_FOUND): it contains the value of the property '" + property
					+ "'. Nothing was sent. Remove the value from the event. If it is not a secret, rename the property"
					+ " or set rustauth.telemetry.tripwire.enabled=false");
		}
	}

	@Override
	public Mono<Void> close() {
		return (this.next instanceof ManagedSink managed) ? managed.close() : Mono.empty();
	}

}
