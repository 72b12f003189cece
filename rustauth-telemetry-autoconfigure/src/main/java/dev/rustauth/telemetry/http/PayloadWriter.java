package dev.rustauth.telemetry.http;

import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.config.ClientLibraries;

/**
 * Writes maps, lists and plain values with Jackson's generator. Any other value needs
 * Jackson's databind, if the application has it; its hundreds of classes are loaded with
 * the first such value. Both write the same JSON into the same generator, so the size
 * limit holds for both.
 */
final class PayloadWriter {

	private static final boolean DATABIND_PRESENT = ClassUtils.isPresent(ClientLibraries.DATABIND,
			PayloadWriter.class.getClassLoader());

	/** Their {@code toString()} is what databind writes. */
	private static final Set<Class<?>> TEXTS = Set.of(Character.class, UUID.class, Instant.class, Duration.class,
			LocalDate.class);

	private final JsonGenerator generator;

	PayloadWriter(JsonGenerator generator) {
		this.generator = new WellFormed(generator);
	}

	void write(@Nullable Object value) {
		if (value == null) {
			this.generator.writeNull();
		}
		else if (value instanceof CharSequence) {
			this.generator.writeString(value.toString());
		}
		else if (value instanceof Boolean flag) {
			this.generator.writeBoolean(flag);
		}
		else if (value instanceof Map<?, ?> map && hasPlainKeys(map)) {
			this.generator.writeStartObject();
			map.forEach((key, item) -> {
				this.generator.writeName(key.toString());
				write(item);
			});
			this.generator.writeEndObject();
		}
		else if (value instanceof Iterable<?> items && value.getClass().getName().startsWith("java.util.")) {
			this.generator.writeStartArray();
			items.forEach(this::write);
			this.generator.writeEndArray();
		}
		else if (!(value instanceof Number number) || !writeNumber(number)) {
			writeOther(value);
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

	private boolean writeNumber(Number number) {
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
			this.generator.writeNumber(number.longValue());
		}
		else if (number instanceof Double value) {
			this.generator.writeNumber(value);
		}
		else if (number instanceof Float value) {
			this.generator.writeNumber(value);
		}
		else if (number instanceof BigDecimal value) {
			this.generator.writeNumber(value);
		}
		else if (number instanceof BigInteger value) {
			this.generator.writeNumber(value);
		}
		else {
			return false;
		}
		return true;
	}

	private void writeOther(Object value) {
		if (TEXTS.contains(value.getClass())) {
			this.generator.writeString(value.toString());
		}
		else if (DATABIND_PRESENT) {
			Databind.MAPPER.writeValue(this.generator, value);
		}
		else if (value instanceof Enum<?>) {
			this.generator.writeString(value.toString());
		}
		else {
			throw new NoDatabindException(value.getClass());
		}
	}

	/**
	 * Replaces unpaired surrogates, as encoders do, so that both ways write the same JSON
	 * and every parser reads it.
	 */
	private static final class WellFormed extends JsonGeneratorDelegate {

		/** A pattern takes pairs for one character. */
		private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

		WellFormed(JsonGenerator generator) {
			super(generator);
		}

		@Override
		public JsonGenerator writeName(String name) {
			return super.writeName(wellFormed(name));
		}

		@Override
		public JsonGenerator writeString(@Nullable String text) {
			return super.writeString((text != null) ? wellFormed(text) : null);
		}

		@Override
		public JsonGenerator writeString(char[] buffer, int offset, int length) {
			return writeString(new String(buffer, offset, length));
		}

		@Override
		public JsonGenerator writeString(Reader reader, int length) {
			throw new UnsupportedOperationException("A text of unknown length");
		}

		private static String wellFormed(String text) {
			for (int i = 0; i < text.length(); i++) {
				if (Character.isSurrogate(text.charAt(i))) {
					return UNPAIRED.matcher(text).replaceAll("\ufffd");
				}
			}
			return text;
		}

	}

	/**
	 * A value needs databind, and the application doesn't have it.
	 */
	static final class NoDatabindException extends RuntimeException {

		NoDatabindException(Class<?> type) {
			super(type.getName(), null, false, false);
		}

	}

	/**
	 * Loaded with the first value that needs it.
	 */
	private static final class Databind {

		static final JsonMapper MAPPER = JsonMapper.builder().build();

		private Databind() {
		}

	}

}
