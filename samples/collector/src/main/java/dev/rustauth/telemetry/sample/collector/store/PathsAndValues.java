package dev.rustauth.telemetry.sample.collector.store;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import dev.rustauth.telemetry.sample.collector.Texts;

/**
 * Turns JSON into paths and values, as many as one start may have. Elements of lists go
 * by their {@code id} or by what they say, so that one more of them is one change.
 */
final class PathsAndValues {

	static final int MAX_VALUES = 5000;

	/** Of all paths and values: one name may be part of many paths. */
	static final int MAX_CHARACTERS = 150_000;

	private int values;

	private int characters;

	/**
	 * Read an object.
	 * @param object the object
	 * @param without a member to leave out, or null
	 * @return paths and values, in the order of the paths
	 * @throws OversizedSnapshotException if there are too many, counting those of earlier
	 * calls
	 */
	Map<String, String> of(JsonNode object, @Nullable String without) {
		Map<String, String> target = new TreeMap<>();
		object.properties().forEach((entry) -> {
			if (!entry.getKey().equals(without)) {
				add(join("", entry.getKey()), entry.getValue(), target);
			}
		});
		return target;
	}

	private void add(String path, JsonNode node, Map<String, String> target) {
		if (node.isObject() && !node.isEmpty()) {
			node.properties().forEach((entry) -> add(join(path, entry.getKey()), entry.getValue(), target));
		}
		else if (node.isArray() && !node.isEmpty()) {
			addElements(path, node, target);
		}
		else {
			put(path, text(node), target);
		}
	}

	private void addElements(String path, JsonNode array, Map<String, String> target) {
		Map<String, Integer> times = new HashMap<>();
		int index = 0;
		for (JsonNode element : array) {
			String name = (element.isContainer()) ? element.path("id").asString(String.valueOf(index)) : text(element);
			int seen = times.merge(name, 1, Integer::sum);
			String place = path + "[" + name + "]" + ((seen > 1) ? "#" + seen : "");
			if (element.isContainer()) {
				add(place, element, target);
			}
			else {
				put(place, "", target);
			}
			index++;
		}
	}

	private void put(String path, String value, Map<String, String> target) {
		this.values++;
		this.characters += path.length() + value.length();
		if (this.values > MAX_VALUES) {
			throw new OversizedSnapshotException("payload has more than %d values".formatted(MAX_VALUES));
		}
		if (this.characters > MAX_CHARACTERS) {
			throw new OversizedSnapshotException(
					"payload has names and values of more than %d characters".formatted(MAX_CHARACTERS));
		}
		target.put(Texts.clean(path), Texts.clean(value));
	}

	/**
	 * A value as JSON. Nodes would ask a mapper for it, which takes most of the time that
	 * a start takes.
	 */
	private static String text(JsonNode value) {
		if (value.isString() && isUnescaped(value.stringValue())) {
			return '"' + value.stringValue() + '"';
		}
		if (value.isNull()) {
			return "null";
		}
		return (value.isBoolean()) ? String.valueOf(value.booleanValue()) : value.toString();
	}

	private static boolean isUnescaped(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~' || c == '"' || c == '\\') {
				return false;
			}
		}
		return true;
	}

	private static boolean isPlain(String key) {
		for (int i = 0; i < key.length(); i++) {
			char c = key.charAt(i);
			if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_$@/-".indexOf(c) >= 0)) {
				return false;
			}
		}
		return !key.isEmpty();
	}

	private static String join(String path, String key) {
		String name = (isPlain(key)) ? key : StringNode.valueOf(key).toString();
		return (path.isEmpty()) ? name : path + "." + name;
	}

}
