package dev.rustauth.telemetry.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;

/**
 * Where secrets were found in the JSON of events. Says the type of the event and the JSON
 * pointer (RFC 6901), with every part that contains a secret masked.
 */
final class SecretFindings {

	private static final String BLOT = "***";

	private final List<SecretSearch> searches;

	private final Set<String> lines = new LinkedHashSet<>();

	SecretFindings(List<SecretSearch> searches) {
		this.searches = searches;
	}

	/**
	 * Search one event.
	 * @param type type of the event
	 * @param body its JSON, as it would leave
	 */
	void search(String type, String body) {
		Map<String, String> texts = new LinkedHashMap<>();
		collect(JsonParserFactory.getJsonParser().parseMap(body), "", texts);
		for (SecretSearch search : this.searches) {
			int before = this.lines.size();
			texts.forEach((place, text) -> report(search, type, place, text));
			if (this.lines.size() == before) {
				// A secret that is more than one value, or a number written otherwise.
				report(search, type, "somewhere in its JSON", body);
			}
		}
	}

	private void collect(@Nullable Object value, String pointer, Map<String, String> texts) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, member) -> {
				String name = String.valueOf(key);
				String child = pointer + "/" + blot(name.replace("~", "~0").replace("/", "~1"), name);
				texts.merge("in the name " + child, name, (one, other) -> one + "\n" + other);
				collect(member, child, texts);
			});
		}
		else if (value instanceof Iterable<?> list) {
			int index = 0;
			for (Object element : list) {
				collect(element, pointer + "/" + index, texts);
				index++;
			}
		}
		else if (value != null) {
			texts.merge("at " + pointer, value.toString(), (one, other) -> one + "\n" + other);
		}
	}

	private void report(SecretSearch search, String type, String place, String text) {
		String form = search.find(text);
		if (form != null) {
			this.lines.add("The event '" + blot(type, type) + "' holds " + search.hint() + ", " + form + ", "
					+ blot(place, place));
		}
	}

	private String blot(String shown, String text) {
		return (this.searches.stream().anyMatch((search) -> search.find(text) != null)) ? BLOT : shown;
	}

	List<String> lines() {
		return new ArrayList<>(this.lines);
	}

}
