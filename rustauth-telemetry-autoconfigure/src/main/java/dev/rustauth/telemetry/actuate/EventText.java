package dev.rustauth.telemetry.actuate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DeliveryHistory;
import dev.rustauth.telemetry.http.EventEncoder;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * Events as the bytes that a collector would receive, written by the same encoder and
 * searched by the same tripwire.
 */
final class EventText {

	private static final String NOT_SENT = "It is not sent: ";

	private final SecretTripwire tripwire;

	private final int maxEventSize;

	EventText(SecretTripwire tripwire, int maxEventSize) {
		this.tripwire = tripwire;
		this.maxEventSize = maxEventSize;
	}

	byte[] of(InitEvent init) {
		if (init.payload() == null) {
			return problem(NOT_SENT + "an InitPayloadCustomizer failed");
		}
		return encode(new TelemetryEvent(InitEvent.TYPE, init.anonymousId(), init.payload()));
	}

	/**
	 * An array of objects; {@code event} is what was sent.
	 */
	byte[] of(List<DeliveryHistory.Sent> events) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		String separator = "[";
		for (DeliveryHistory.Sent sent : events) {
			text.writeBytes(utf8(separator + "{\"at\":\"" + sent.at() + "\",\"outcome\":\"" + sent.outcome()
					+ "\",\"attempts\":" + sent.attempts() + ",\"event\":"));
			text.writeBytes(encode(sent.event()));
			text.writeBytes(utf8("}"));
			separator = ",";
		}
		text.writeBytes(utf8(separator.equals("[") ? "[]" : "]"));
		return text.toByteArray();
	}

	private byte[] encode(TelemetryEvent event) {
		try {
			byte[] body = new EventEncoder(this.maxEventSize).encode(event);
			Set<String> found = this.tripwire.search(body, event.anonymousId());
			return (found.isEmpty()) ? body : problem(NOT_SENT + "SECRET_FOUND, the value of " + names(found));
		}
		catch (DeliveryFailure ex) {
			return problem(NOT_SENT + ex.getMessage());
		}
		catch (LinkageError ex) {
			return problem("It can't be shown: there is no Jackson 3 to write it");
		}
	}

	/**
	 * Names of properties, without what JSON would have to escape.
	 */
	private static String names(Set<String> properties) {
		return String.join(", ", properties).replaceAll("[\\p{Cntrl}\"\\\\]", "?");
	}

	static byte[] problem(@Nullable String text) {
		return utf8("{\"problem\":\"" + text + "\"}");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
