package dev.rustauth.telemetry.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.init.PayloadSchema;
import dev.rustauth.telemetry.secrets.SecretScanner;

/**
 * Looks for canaries in everything it is shown, plain and encoded, and keeps where it saw
 * which.
 */
final class CanarySweep {

	private final List<String> names;

	private final Collection<String> values;

	private final SecretScanner scanner;

	/** Lines such as {@code rustauth.plugins -> body init payload.config.plugins[]}. */
	private final Set<String> sightings = new TreeSet<>();

	CanarySweep(Map<String, String> canaries) {
		this.names = List.copyOf(canaries.keySet());
		this.values = canaries.values();
		this.scanner = new SecretScanner(List.copyOf(canaries.values()));
	}

	Set<String> sightings() {
		return this.sightings;
	}

	/**
	 * Search a text.
	 * @return the canaries in it
	 */
	Set<Integer> look(String place, String text) {
		Map<Integer, SecretScanner.Form> found = this.scanner.scan(text.getBytes(StandardCharsets.UTF_8));
		found.forEach((canary, form) -> this.sightings.add(this.names.get(canary) + " -> " + place
				+ ((form != SecretScanner.Form.PLAIN) ? " (" + form + ")" : "")));
		return found.keySet();
	}

	void look(ReceivedRequest request) {
		look("request line", request.requestLine());
		request.headers().forEach((name, header) -> {
			look("header name", name);
			header.forEach((value) -> look("header " + blot(name), value));
		});
		event("body", request.text());
	}

	/**
	 * Search an event, value by value, then as a whole for what is more than one value.
	 */
	void event(String where, String json) {
		PayloadSchema.assertValid(json);
		JsonNode event = JsonMapper.builder().build().readTree(json);
		String place = where + " " + blot(event.path("type").asString());
		Set<Integer> seen = new TreeSet<>();
		walk(place, "", event, seen);
		Set<Integer> whole = this.scanner.scan(json.getBytes(StandardCharsets.UTF_8)).keySet();
		whole.stream()
			.filter((canary) -> !seen.contains(canary))
			.forEach((canary) -> this.sightings.add(this.names.get(canary) + " -> " + place + " somewhere"));
	}

	private void walk(String place, String path, JsonNode value, Set<Integer> seen) {
		if (value.isObject()) {
			value.properties().forEach((member) -> {
				seen.addAll(look(place + " name in " + path, member.getKey()));
				walk(place, (path.isEmpty() ? "" : path + ".") + blot(member.getKey()), member.getValue(), seen);
			});
		}
		else if (value.isArray()) {
			value.forEach((element) -> walk(place, path + "[]", element, seen));
		}
		else {
			seen.addAll(look(place + " " + path, value.asString()));
		}
	}

	private String blot(String name) {
		return (this.values.stream().anyMatch(name::contains)) ? "*" : name;
	}

}
