package dev.rustauth.telemetry.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of the config snapshot, as the contract file lists them, and the names that
 * follow from a path by rule.
 */
public final class ConfigContract {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final List<Field> FIELDS = read();

	private static final Map<String, Field> BY_PATH = byPath();

	private ConfigContract() {
	}

	public static List<Field> fields() {
		return FIELDS;
	}

	static Field field(String path) {
		Field field = BY_PATH.get(path);
		if (field == null) {
			throw new IllegalArgumentException("Not in the contract: " + path);
		}
		return field;
	}

	/**
	 * The naming rule: {@code rustauth.} and the path in kebab case.
	 */
	public static String propertyName(String path) {
		String kebab = path.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replaceAll("([A-Z]{2,})([A-Z][a-z])", "$1-$2");
		return "rustauth." + kebab.toLowerCase(Locale.ROOT);
	}

	/**
	 * What a snapshot says, leaf by leaf, in its order and as JSON values. A container
	 * that the contract lists is a leaf as well, with the value {@code "present"} unless
	 * it is null or empty.
	 */
	static Map<Leaf, Object> leaves(Map<String, ?> snapshot) {
		Map<Leaf, Object> leaves = new LinkedHashMap<>();
		String json = JSON.writeValueAsString(snapshot);
		collect("", "", JSON.readValue(json, new TypeReference<Map<String, Object>>() {
		}), leaves);
		return leaves;
	}

	private static void collect(String path, String concretePath, @Nullable Object value, Map<Leaf, Object> leaves) {
		Field field = BY_PATH.get(path);
		boolean container = field != null && field.isContainer();
		if (container && (value instanceof Map<?, ?> || value instanceof List<?> list && !list.isEmpty())) {
			leaves.put(new Leaf(path, concretePath), "present");
		}
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, child) -> {
				String name = container ? (path.endsWith(".fields") ? "<logicalName>" : "<name>") : (String) key;
				collect(join(path, name), join(concretePath, (String) key), child, leaves);
			});
		}
		else if (container && value instanceof List<?> list && !list.isEmpty()) {
			for (int i = 0; i < list.size(); i++) {
				collect(path + "[]", concretePath + "[" + i + "]", list.get(i), leaves);
			}
		}
		else {
			leaves.put(new Leaf(path, concretePath), value);
		}
	}

	private static String join(String path, String name) {
		return path.isEmpty() ? name : path + "." + name;
	}

	private static List<Field> read() {
		try (InputStream input = new ClassPathResource("contract/config-snapshot.json").getInputStream()) {
			List<Map<String, Object>> entries = JSON.readValue(input, new TypeReference<>() {
			});
			return entries.stream().map(Field::new).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Field> byPath() {
		Map<String, Field> byPath = new LinkedHashMap<>();
		FIELDS.forEach((field) -> byPath.put(field.path(), field));
		return byPath;
	}

	/**
	 * One place in a snapshot: its path in the contract, and its path in this snapshot.
	 */
	record Leaf(String path, String concretePath) {

	}

	/**
	 * One entry of the contract.
	 */
	public record Field(Map<String, Object> facts) {

		public String path() {
			return (String) this.facts.get("path");
		}

		String redaction() {
			return (String) this.facts.get("redaction");
		}

		String type() {
			return (String) this.facts.get("type");
		}

		@SuppressWarnings("unchecked")
		@Nullable List<Object> allowed() {
			return (List<Object>) this.facts.get("allowed");
		}

		/**
		 * Whether the field is a place of its own from the start, not part of an element.
		 */
		public boolean isFixed() {
			return this.facts.containsKey("whenUnset");
		}

		@Nullable Object whenUnset() {
			return this.facts.get("whenUnset");
		}

		boolean hasElementDefault() {
			return this.facts.containsKey("whenElementDefault");
		}

		@Nullable Object whenElementDefault() {
			return this.facts.get("whenElementDefault");
		}

		boolean isContainer() {
			return type().startsWith("object");
		}

		public boolean isConstant() {
			return redaction().equals("constant");
		}

		/**
		 * Whether the field comes from the telemetry context, not from the options.
		 */
		public boolean isContext() {
			return path().equals("database") || path().equals("adapter");
		}

		/**
		 * Whether some text stands behind the field that must not be reported.
		 */
		boolean hidesText() {
			String sourceType = (String) this.facts.get("sourceType");
			return redaction().equals("count") || (redaction().startsWith("presence") && !sourceType.equals("callback"))
					|| redaction().equals("keys-only");
		}

		@Override
		public String toString() {
			return path();
		}

	}

}
