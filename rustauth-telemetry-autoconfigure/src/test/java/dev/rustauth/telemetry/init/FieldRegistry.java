package dev.rustauth.telemetry.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The field registry: what {@code fields.json} says of everything that is collected.
 *
 * @param standard what each code of standard redaction means
 * @param strict what each code of strict redaction means
 * @param sensitivity what each degree of sensitivity means
 * @param unknown what a detector says that doesn't know, by its path
 * @param vocabularies the known words
 * @param fields one entry for each path
 */
public record FieldRegistry(Map<String, String> standard, Map<String, String> strict, Map<String, String> sensitivity,
		Map<String, Unknown> unknown, Map<String, List<String>> vocabularies, List<Entry> fields) {

	/** Where the file is in the source tree. */
	static final String FILE = "src/main/resources/dev/rustauth/telemetry/fields.json";

	private static final FieldRegistry REGISTRY = read();

	public static FieldRegistry get() {
		return REGISTRY;
	}

	private static FieldRegistry read() {
		try (InputStream input = new ClassPathResource("dev/rustauth/telemetry/fields.json").getInputStream()) {
			return JsonMapper.builder().build().readerFor(FieldRegistry.class).readValue(input);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Set<String> paths() {
		Set<String> paths = new LinkedHashSet<>();
		this.fields.forEach((entry) -> paths.add(entry.path()));
		return paths;
	}

	Entry entry(String path) {
		return this.fields.stream()
			.filter((entry) -> entry.path().equals(path))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No entry in " + FILE + ": " + path));
	}

	List<Entry> open() {
		return this.fields.stream().filter(Entry::open).toList();
	}

	/**
	 * The values of an event by their path in the registry, containers included. Keys
	 * that somebody chose become the placeholder of the registry.
	 */
	Map<String, List<@Nullable Object>> values(Map<String, ?> event) {
		Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
		event.forEach((key, value) -> collect(key, value, values));
		return values;
	}

	private void collect(String path, @Nullable Object value, Map<String, List<@Nullable Object>> values) {
		values.computeIfAbsent(path, (key) -> new ArrayList<>()).add(value);
		if (value instanceof Map<?, ?> map) {
			String placeholder = placeholder(path);
			map.forEach(
					(key, child) -> collect(path + "." + ((placeholder != null) ? placeholder : key), child, values));
		}
		else if (value instanceof List<?> list) {
			list.stream()
				.filter(Map.class::isInstance)
				.forEach((element) -> ((Map<?, ?>) element)
					.forEach((key, child) -> collect(path + "[]." + key, child, values)));
		}
	}

	private @Nullable String placeholder(String path) {
		String start = path + ".<";
		return this.fields.stream()
			.map(Entry::path)
			.filter((candidate) -> candidate.startsWith(start))
			.map((candidate) -> candidate.substring(path.length() + 1).replaceFirst(">.*", ">"))
			.findFirst()
			.orElse(null);
	}

	/**
	 * What a detector says that doesn't know.
	 *
	 * @param says its answer
	 * @param when why it doesn't know
	 */
	public record Unknown(@Nullable Object says, String when) {

	}

	/**
	 * One entry.
	 *
	 * @param path where in the event
	 * @param type JSON types; {@code string[]} is an array of strings
	 * @param vocabulary name of the list of known words, {@code null} when there is none
	 * @param constant the only value of a constant
	 * @param open whether somebody may choose the words freely
	 * @param standard code of what standard redaction does
	 * @param strict code of what strict redaction does
	 * @param sensitivity degree of sensitivity in standard redaction
	 * @param why why it is collected
	 * @param since first version that collects it
	 */
	public record Entry(String path, List<String> type, @Nullable String vocabulary, @Nullable Object constant,
			boolean open, String standard, String strict, String sensitivity, String why, String since) {

		boolean isOfType(@Nullable Object value) {
			return this.type.stream().anyMatch((name) -> switch (name) {
				case "null" -> value == null;
				case "boolean" -> value instanceof Boolean;
				case "string" -> value instanceof String;
				case "integer" -> value instanceof Integer || value instanceof Long;
				case "string[]" -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
				case "object" -> value instanceof Map<?, ?>;
				case "object[]" -> value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
				default -> throw new IllegalArgumentException(name);
			});
		}

		List<String> words() {
			return (this.vocabulary != null) ? get().vocabularies().get(this.vocabulary) : List.of();
		}

		@Override
		public String toString() {
			return this.path;
		}

	}

}
