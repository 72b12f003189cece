package dev.rustauth.telemetry.init;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.init.FieldRegistry.Entry;

/**
 * Makes the documents that follow from the field registry: two JSON Schemas and the
 * reference page. Content is a function of the registry alone.
 */
final class RegistryDocuments {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

	private final FieldRegistry registry;

	RegistryDocuments(FieldRegistry registry) {
		this.registry = registry;
	}

	String eventSchema() {
		Map<String, Object> type = schema(this.registry.entry("type"));
		type.put("minLength", 1);
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("type", type);
		properties.put("anonymousId", schema(this.registry.entry("anonymousId")));
		properties.put("payload", Map.of("type", "object"));
		Map<String, Object> schema = head("A telemetry event",
				"Body of one POST. The payload of the event init is described by init.schema.json; applications "
						+ "publish events of other types with payloads of their own. Keys that are not listed are "
						+ "allowed, and to be ignored: a newer version may add some.");
		schema.put("required", List.of("type", "payload"));
		schema.put("properties", properties);
		schema.put("if", Map.of("properties", Map.of("type", Map.of("const", InitEvent.TYPE))));
		schema.put("then", Map.of("properties", Map.of("payload", Map.of("$ref", "init.schema.json"))));
		return write(schema);
	}

	String initSchema() {
		Map<String, Object> schema = head("Payload of the event init",
				"Valid for both redactions. A section is missing when the application took it out, and null when it "
						+ "could not be detected; a section that is not listed was added by the application. Inside "
						+ "of a section no key is left out. Keys that are not listed are allowed, and to be ignored: "
						+ "a newer version may add some.");
		schema.put("properties", properties("payload."));
		return write(schema);
	}

	private static Map<String, Object> head(String title, String description) {
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("$schema", DIALECT);
		schema.put("title", title);
		schema.put("description", description);
		schema.put("type", "object");
		return schema;
	}

	private static String write(Map<String, Object> schema) {
		return JSON.writeValueAsString(schema).replace(System.lineSeparator(), "\n") + "\n";
	}

	/** The schemas of what is directly below a path. */
	private Map<String, Object> properties(String parent) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (Entry entry : this.registry.fields()) {
			if (entry.path().startsWith(parent)) {
				String name = entry.path().substring(parent.length());
				if (!name.contains(".")) {
					properties.put(name, schema(entry));
				}
			}
		}
		return properties;
	}

	private Map<String, Object> schema(Entry entry) {
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("description", entry.why());
		List<String> types = entry.type()
			.stream()
			.map((type) -> type.endsWith("[]") ? "array" : type)
			.distinct()
			.toList();
		schema.put("type", (types.size() > 1) ? types : types.get(0));
		if (entry.standard().equals("constant")) {
			schema.remove("type");
			schema.put("const", entry.constant());
		}
		else if (entry.standard().endsWith("or-null")) {
			schema.remove("type");
			schema.put("enum", allowed(true, null));
		}
		if (entry.type().contains("string[]")) {
			schema.put("items", words(new LinkedHashMap<>(Map.of("type", "string")), entry));
		}
		else if (entry.type().contains("object[]")) {
			schema.put("items", object(new LinkedHashMap<>(Map.of("type", "object")), entry.path() + "[]."));
		}
		else if (entry.type().contains("object")) {
			object(schema, entry.path() + ".");
		}
		else {
			words(schema, entry);
		}
		return schema;
	}

	private Map<String, Object> object(Map<String, Object> schema, String parent) {
		Map<String, Object> properties = properties(parent);
		String first = properties.keySet().iterator().next();
		if (first.startsWith("<")) {
			schema.put("additionalProperties", properties.get(first));
		}
		else {
			schema.put("required", List.copyOf(properties.keySet()));
			schema.put("properties", properties);
		}
		return schema;
	}

	private static Map<String, Object> words(Map<String, Object> schema, Entry entry) {
		if (entry.vocabulary() != null) {
			schema.put(entry.open() ? "examples" : "enum", entry.words());
		}
		return schema;
	}

	private static List<@Nullable Object> allowed(@Nullable Object... values) {
		List<@Nullable Object> allowed = new ArrayList<>();
		for (Object value : values) {
			allowed.add(value);
		}
		return allowed;
	}

}
