package dev.rustauth.telemetry.sample.collector.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What changed from one {@code init} of a deployment to the next.
 */
final class Snapshots {

	private static final int MAX_CHANGES = 100;

	/** Keeps numbers as they were written. */
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private Snapshots() {
	}

	/**
	 * Compare snapshots. Starts that say the same as the one before are one entry.
	 * @param newestFirst events of type {@code init}
	 * @return what they say, newest first; the last one has nothing to be compared with
	 */
	static List<Snapshot> of(List<StoredEvent> newestFirst) {
		List<Snapshot> snapshots = new ArrayList<>();
		Map<String, String> later = Map.of();
		StoredEvent oldest = null;
		StoredEvent newest = null;
		int starts = 0;
		for (StoredEvent event : newestFirst) {
			Map<String, String> values = values(event.body());
			if (newest != null && oldest != null && !values.equals(later)) {
				snapshots.add(new Snapshot(oldest, newest, starts, changes(values, later)));
				newest = null;
				starts = 0;
			}
			newest = (newest != null) ? newest : event;
			oldest = event;
			later = values;
			starts++;
		}
		if (newest != null && oldest != null) {
			snapshots.add(new Snapshot(oldest, newest, starts, null));
		}
		return snapshots;
	}

	/**
	 * Write the payload of an event as paths and values, in the order of the paths.
	 */
	static Map<String, String> values(String body) {
		Map<String, String> values = new TreeMap<>();
		try {
			flatten("", MAPPER.readTree(body).path("payload"), values);
		}
		catch (JacksonException ex) {
			// Only what could be parsed was stored; a later limit may be stricter.
		}
		return values;
	}

	/**
	 * Write an event for people to read.
	 */
	static String pretty(String body) {
		try {
			return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(body));
		}
		catch (JacksonException ex) {
			return body;
		}
	}

	private static void flatten(String path, JsonNode node, Map<String, String> values) {
		if (node.isObject() && !node.isEmpty()) {
			node.properties().forEach((entry) -> flatten(join(path, entry.getKey()), entry.getValue(), values));
		}
		else if (node.isArray() && !node.isEmpty()) {
			int index = 0;
			for (JsonNode element : node) {
				String id = element.path("id").asString(String.valueOf(index++));
				flatten(path + "[" + ((element.isObject()) ? id : element.toString()) + "]",
						(element.isObject()) ? element : MAPPER.getNodeFactory().missingNode(), values);
			}
		}
		else {
			values.put(visible(path), (node.isMissingNode()) ? "" : visible(node.toString()));
		}
	}

	private static String join(String path, String key) {
		return (path.isEmpty()) ? key : path + "." + key;
	}

	/** No page can hold a NUL. */
	private static String visible(String text) {
		return text.replace('\0', '\ufffd');
	}

	private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
		TreeSet<String> paths = new TreeSet<>(before.keySet());
		paths.addAll(after.keySet());
		return paths.stream()
			.filter((path) -> !Objects.equals(before.get(path), after.get(path)))
			.limit(MAX_CHANGES)
			.map((path) -> new Change(path, before.get(path), after.get(path)))
			.toList();
	}

	/**
	 * One or more starts that said the same.
	 *
	 * @param first the first of them
	 * @param last the last of them
	 * @param starts how many
	 * @param changes what differs from the snapshot before, or null if there is none
	 */
	record Snapshot(StoredEvent first, StoredEvent last, int starts, @Nullable List<Change> changes) {
	}

	/**
	 * A value that changed.
	 *
	 * @param path where
	 * @param before the old value as JSON, or null if it wasn't there
	 * @param after the new value as JSON, or null if it is gone
	 */
	record Change(String path, @Nullable String before, @Nullable String after) {
	}

}
