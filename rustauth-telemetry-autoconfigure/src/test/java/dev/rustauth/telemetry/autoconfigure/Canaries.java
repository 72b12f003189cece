package dev.rustauth.telemetry.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value of its own for every text and every name that the configuration metadata lets
 * somebody write under {@code rustauth}.
 */
final class Canaries {

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,([\\w.$]+)>");

	/** Types of metadata that hold no free text. */
	private static final Pattern NO_TEXT = Pattern.compile("java\\.lang\\.(Boolean|Integer|Long)"
			+ "|java\\.time\\.Duration|org\\.springframework\\.util\\.unit\\.DataSize");

	/** Canaries by what they stand for. */
	private final Map<String, String> byName = new LinkedHashMap<>();

	private final Map<String, String> properties = new LinkedHashMap<>();

	static Canaries ofMetadata() throws Exception {
		Canaries canaries = new Canaries();
		for (JsonNode property : metadata()) {
			canaries.plant(property.path("name").asString(), property.path("type").asString());
		}
		return canaries;
	}

	private static List<JsonNode> metadata() throws IOException {
		List<JsonNode> properties = new ArrayList<>();
		for (URL url : Collections
			.list(Canaries.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream input = url.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(input).path("properties")) {
					if (property.path("name").asString().startsWith("rustauth.")) {
						properties.add(property);
					}
				}
			}
		}
		return properties;
	}

	private void plant(String name, String type) throws Exception {
		Matcher map = MAP.matcher(type);
		if (type.equals("java.lang.String")) {
			this.properties.put(name, make(name));
		}
		else if (type.equals("java.util.List<java.lang.String>")) {
			this.properties.put(name + "[0]", make(name));
		}
		else if (map.matches() && map.group(1).equals("java.lang.String")) {
			this.properties.put(name + "." + make(name + " key"), make(name));
		}
		else if (map.matches()) {
			plantRecord(name, Class.forName(map.group(1)));
		}
		else if (!NO_TEXT.matcher(type).matches() && !Class.forName(type).isEnum()) {
			throw new AssertionError("Say here how to plant a canary in " + name + " of type " + type);
		}
	}

	private void plantRecord(String name, Class<?> type) {
		String key = make(name + " key");
		for (RecordComponent component : type.getRecordComponents()) {
			String property = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			if (component.getType() == String.class) {
				this.properties.put(name + "." + key + "." + property, make(name + "." + property));
			}
			else if (component.getGenericType() instanceof ParameterizedType list && list.getRawType() == List.class) {
				this.properties.put(name + "." + key + "." + property + "[0]", make(name + "." + property));
			}
		}
	}

	/**
	 * Make a canary: lower case, so that it is the same in every spelling of a name.
	 */
	String make(String name) {
		String canary = "canary" + (char) ('a' + this.byName.size() / 26) + (char) ('a' + this.byName.size() % 26)
				+ "x7q9z";
		this.byName.put(name, canary);
		return canary;
	}

	String get(String name) {
		String canary = this.byName.get(name);
		if (canary == null) {
			throw new AssertionError("No canary " + name);
		}
		return canary;
	}

	Map<String, String> byName() {
		return this.byName;
	}

	Map<String, String> properties() {
		return this.properties;
	}

}
