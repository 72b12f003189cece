package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration metadata that the build generates.
 */
final class Metadata {

	private Metadata() {
	}

	/**
	 * Our properties by name.
	 */
	static Map<String, Property> properties() throws IOException {
		Map<String, Property> properties = all();
		properties.keySet().removeIf((name) -> !name.startsWith("rustauth."));
		return properties;
	}

	/**
	 * Every property by name, also those of Spring Boot.
	 */
	static Map<String, Property> all() throws IOException {
		Map<String, Property> properties = new TreeMap<>();
		ClassLoader classLoader = Metadata.class.getClassLoader();
		for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream input = url.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(input).path("properties")) {
					JsonNode value = property.path("defaultValue");
					properties.put(property.path("name").asString(),
							new Property(value.isMissingNode() ? "unset" : value.asString(""),
									property.path("description").asString("")));
				}
			}
		}
		return properties;
	}

	/**
	 * Our properties with their defaults.
	 * @return the default as text, {@code "unset"} when there is none
	 */
	static Map<String, String> defaults() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		properties().forEach((name, property) -> defaults.put(name, property.defaultValue()));
		return defaults;
	}

	/**
	 * A property.
	 *
	 * @param defaultValue its default, {@code "unset"} when there is none
	 * @param description what it is for
	 */
	record Property(String defaultValue, String description) {

	}

}
