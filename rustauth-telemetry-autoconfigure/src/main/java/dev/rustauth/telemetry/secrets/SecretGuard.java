package dev.rustauth.telemetry.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Rejects an event that contains one of the host's secrets, and logs one ERROR for each
 * property: its name, never its value.
 */
final class SecretGuard {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private final SecretTripwire tripwire;

	private final int maxSize;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	SecretGuard(SecretTripwire tripwire, int maxSize) {
		this.tripwire = tripwire;
		this.maxSize = maxSize;
	}

	/**
	 * Search an event.
	 * @param body its JSON, {@code null} if it can't be written
	 * @param asText whether to search the texts of its objects as well, as is done
	 * without a JSON
	 * @throws DeliveryFailure if it holds a secret, or can't be searched to its end
	 */
	void check(TelemetryEvent event, byte @Nullable [] body, boolean asText) {
		Set<String> found = new TreeSet<>();
		if (body != null) {
			found.addAll(this.tripwire.search(body, event.anonymousId()));
		}
		if (body == null || asText) {
			found.addAll(this.tripwire.search(EventTexts.of(event, this.maxSize), event.anonymousId()));
		}
		if (!found.isEmpty()) {
			found.forEach((property) -> report(property, event));
			throw DeliveryFailure.permanent(DropReason.SECRET_FOUND, "it holds a secret");
		}
	}

	/**
	 * Search the type of an event that is too large to be searched, because the log names
	 * it.
	 * @throws DeliveryFailure if it is a secret
	 */
	void checkType(TelemetryEvent event) {
		check(event, event.type().getBytes(StandardCharsets.UTF_8), false);
	}

	private void report(String property, TelemetryEvent event) {
		if (this.reported.add(property)) {
			logger.error("A telemetry event" + ((this.tripwire.allows(event.type())) ? " '" + event.type() + "'" : "")
					+ " was dropped (SECRET_FOUND): it contains the value of the property '" + property
					+ "'. Nothing was sent. Remove the value from the event. If it is not a secret, rename the property"
					+ " or set rustauth.telemetry.tripwire.enabled=false");
		}
	}

}
