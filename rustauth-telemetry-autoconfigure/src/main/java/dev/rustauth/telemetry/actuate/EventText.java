package dev.rustauth.telemetry.actuate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DeliveryHistory;
import dev.rustauth.telemetry.sink.EventEncoder;
import dev.rustauth.telemetry.snapshot.InitEvent;

/**
 * Events as the bytes that a collector gets, made by the encoder that makes those.
 */
final class EventText {

	private static final String NOT_SENT = "It is not sent: ";

	private EventText() {
	}

	static byte[] of(InitEvent init, int maxEventSize) {
		if (init.payload() == null) {
			return problem(NOT_SENT + "an InitPayloadCustomizer failed");
		}
		return encode(new TelemetryEvent(InitEvent.TYPE, init.anonymousId(), init.payload()), maxEventSize);
	}

	/**
	 * An array of objects; {@code event} is what was sent.
	 */
	static byte[] of(List<DeliveryHistory.Sent> events, int maxEventSize) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		String separator = "[";
		for (DeliveryHistory.Sent sent : events) {
			text.writeBytes(utf8(separator + "{\"at\":\"" + sent.at() + "\",\"outcome\":\"" + sent.outcome()
					+ "\",\"attempts\":" + sent.attempts() + ",\"event\":"));
			text.writeBytes(encode(sent.event(), maxEventSize));
			text.writeBytes(utf8("}"));
			separator = ",";
		}
		text.writeBytes(utf8(separator.equals("[") ? "[]" : "]"));
		return text.toByteArray();
	}

	private static byte[] encode(TelemetryEvent event, int maxEventSize) {
		try {
			return new EventEncoder(maxEventSize).encode(event);
		}
		catch (DeliveryFailure ex) {
			return problem(NOT_SENT + ex.getMessage());
		}
		catch (LinkageError ex) {
			return problem("It can't be shown: there is no Jackson 3 to write it");
		}
	}

	static byte[] problem(@Nullable String text) {
		return utf8("{\"problem\":\"" + text + "\"}");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
