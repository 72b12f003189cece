package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as hosts of three languages send them.
 */
public final class Samples {

	public static final JsonMapper JSON = JsonMapper.builder().build();

	private Samples() {
	}

	/**
	 * Read a sample, and write it as it is on the wire.
	 * @param name such as java-init
	 * @return compact JSON
	 */
	public static String wire(String name) {
		return JSON.writeValueAsString(tree(name));
	}

	/**
	 * Read a sample.
	 * @param name such as java-init
	 * @return the event
	 */
	public static ObjectNode tree(String name) {
		try (InputStream in = Samples.class.getResourceAsStream("/events/" + name + ".json")) {
			if (in == null) {
				throw new IllegalArgumentException(name);
			}
			return (ObjectNode) JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Change every text of an event but its type.
	 */
	static JsonNode mapTexts(JsonNode node, UnaryOperator<String> change) {
		if (node.isObject()) {
			ObjectNode mapped = JSON.createObjectNode();
			node.properties()
				.forEach((entry) -> mapped.set(entry.getKey(),
						(entry.getKey().equals("type")) ? entry.getValue() : mapTexts(entry.getValue(), change)));
			return mapped;
		}
		if (node.isArray()) {
			ArrayNode mapped = JSON.createArrayNode();
			node.forEach((element) -> mapped.add(mapTexts(element, change)));
			return mapped;
		}
		return (node.isString()) ? JSON.getNodeFactory().stringNode(change.apply(node.stringValue())) : node;
	}

}
