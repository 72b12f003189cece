package dev.rustauth.telemetry.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what payloads are made of, maps, lists and plain values, straight to Jackson's
 * generator. Only a value that is none of these needs Jackson's databind, whose hundreds
 * of classes most applications then never load for our sake. Both ways write the same
 * JSON.
 */
final class PayloadWriter {

	private PayloadWriter() {
	}

	static void write(JsonGenerator generator, @Nullable Object value) {
		if (value == null) {
			generator.writeNull();
		}
		else if (value instanceof String text) {
			generator.writeString(text);
		}
		else if (value instanceof Boolean flag) {
			generator.writeBoolean(flag);
		}
		else if (value instanceof Number number) {
			writeNumber(generator, number);
		}
		else if (value instanceof Map<?, ?> map && hasPlainKeys(map)) {
			generator.writeStartObject();
			map.forEach((key, item) -> {
				generator.writeName(key.toString());
				write(generator, item);
			});
			generator.writeEndObject();
		}
		else if (value instanceof Iterable<?> items && value.getClass().getName().startsWith("java.util.")) {
			generator.writeStartArray();
			items.forEach((item) -> write(generator, item));
			generator.writeEndArray();
		}
		else {
			generator.writeRawValue(Databind.MAPPER.writeValueAsString(value));
		}
	}

	private static boolean hasPlainKeys(Map<?, ?> map) {
		for (Object key : map.keySet()) {
			if (!(key instanceof String)) {
				return false;
			}
		}
		return true;
	}

	private static void writeNumber(JsonGenerator generator, Number number) {
		if (number instanceof Integer value) {
			generator.writeNumber(value);
		}
		else if (number instanceof Long value) {
			generator.writeNumber(value);
		}
		else if (number instanceof Double value) {
			generator.writeNumber(value);
		}
		else if (number instanceof Float value) {
			generator.writeNumber(value);
		}
		else if (number instanceof Short value) {
			generator.writeNumber(value);
		}
		else if (number instanceof BigDecimal value) {
			generator.writeNumber(value);
		}
		else if (number instanceof BigInteger value) {
			generator.writeNumber(value);
		}
		else {
			generator.writeRawValue(Databind.MAPPER.writeValueAsString(number));
		}
	}

	/**
	 * Loaded with the first value that needs it.
	 */
	static final class Databind {

		static final JsonMapper MAPPER = JsonMapper.builder().build();

		private Databind() {
		}

	}

}
