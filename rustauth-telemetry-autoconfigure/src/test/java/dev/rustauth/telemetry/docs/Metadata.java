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
	 * Our properties with their defaults.
	 * @return the default as text, {@code "unset"} when there is none
	 */
	static Map<String, String> defaults() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		ClassLoader classLoader = Metadata.class.getClassLoader();
		for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream input = url.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(input).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith("rustauth.")) {
						JsonNode value = property.path("defaultValue");
						defaults.put(name, value.isMissingNode() ? "unset" : value.asString());
					}
				}
			}
		}
		return defaults;
	}

}
