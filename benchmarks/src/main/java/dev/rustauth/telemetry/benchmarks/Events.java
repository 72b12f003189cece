package dev.rustauth.telemetry.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * The event that everybody sends, some 300 bytes of JSON, and a way to write it for those
 * who bring none.
 */
final class Events {

	/** Stands where ours puts the pseudonym of the deployment. */
	static final String ANONYMOUS_ID = "0f8fad5bd9cb469fa16570867728950e0f8fad5bd9cb469fa16570867728950e";

	private static final JsonFactory FACTORY = new JsonFactory();

	private Events() {
	}

	static Map<String, Object> payload(int number) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("n", number);
		payload.put("command", "migrate");
		payload.put("adapter", "spring-data-jdbc");
		payload.put("database", "postgresql");
		payload.put("outcome", "completed, with three warnings that somebody will read one day");
		payload.put("migrations", 12);
		payload.put("durationMillis", 1834);
		payload.put("dryRun", false);
		return payload;
	}

	static TelemetryEvent event(int number) {
		return new TelemetryEvent("cli_migrate", ANONYMOUS_ID, payload(number));
	}

	static byte[] json(TelemetryEvent event) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(512);
		write(event, out);
		return out.toByteArray();
	}

	/**
	 * Write an event with Jackson's streaming API, which is the quickest that Java people
	 * use.
	 */
	static void write(TelemetryEvent event, OutputStream out) {
		try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
			generator.writeStartObject();
			generator.writeStringProperty("type", event.type());
			generator.writeStringProperty("anonymousId", event.anonymousId());
			generator.writeName("payload");
			generator.writeStartObject();
			for (Map.Entry<String, ?> entry : event.payload().entrySet()) {
				generator.writeName(entry.getKey());
				writeValue(generator, entry.getValue());
			}
			generator.writeEndObject();
			generator.writeEndObject();
		}
	}

	private static void writeValue(JsonGenerator generator, Object value) {
		if (value instanceof Number number) {
			generator.writeNumber(number.longValue());
		}
		else if (value instanceof Boolean bool) {
			generator.writeBoolean(bool);
		}
		else {
			generator.writeString(value.toString());
		}
	}

}
