package dev.rustauth.telemetry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The starter's default values, from its configuration metadata, so that what is measured
 * is what users get. Read with a parser that the contenders load anyway.
 */
final class Defaults {

	private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

	private static final String PREFIX = "rustauth.telemetry.delivery.";

	private Defaults() {
	}

	static int concurrency() {
		return read("concurrency");
	}

	static int queueCapacity() {
		return read("queue-capacity");
	}

	private static int read(String key) {
		try (InputStream metadata = dev.rustauth.telemetry.TelemetryEvent.class.getResourceAsStream(METADATA);
				JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), metadata)) {
			return find(parser, PREFIX + key);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The default value comes after the name in each entry.
	 */
	private static int find(JsonParser parser, String key) {
		boolean found = false;
		JsonToken token = parser.nextToken();
		while (token != null) {
			if (token == JsonToken.VALUE_STRING && parser.getString().equals(key)) {
				found = true;
			}
			else if (found && token == JsonToken.PROPERTY_NAME && parser.getString().equals("defaultValue")) {
				parser.nextToken();
				return parser.getIntValue();
			}
			token = parser.nextToken();
		}
		throw new IllegalStateException("No default value of " + key);
	}

}
