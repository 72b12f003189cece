package dev.rustauth.telemetry.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.TelemetryEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Validates what was really produced against the JSON Schema in the jar.
 */
public final class PayloadSchema {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Schema EVENT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
		.getSchema(SchemaLocation.of("classpath:dev/rustauth/telemetry/schema/event.schema.json"));

	private PayloadSchema() {
	}

	/**
	 * Assert that an event, as it was on the wire, is valid.
	 */
	public static void assertValid(String json) {
		assertThat(errors(json)).as("violations of event.schema.json in %s", json).isEmpty();
	}

	/**
	 * The same for an event that has not been written yet.
	 */
	public static void assertValid(TelemetryEvent event) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("type", event.type());
		if (event.anonymousId() != null) {
			json.put("anonymousId", event.anonymousId());
		}
		json.put("payload", event.payload());
		assertValid(JSON.writeValueAsString(json));
	}

	/**
	 * The same for a config snapshot.
	 */
	public static void assertValidConfig(Map<String, ?> config) {
		assertValid(new TelemetryEvent(InitEvent.TYPE, Map.of("config", config)));
	}

	static List<String> errors(String json) {
		return EVENT.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
	}

}
