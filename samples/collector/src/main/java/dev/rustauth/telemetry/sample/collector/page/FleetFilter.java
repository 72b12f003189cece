package dev.rustauth.telemetry.sample.collector.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Which deployments a page shows, and in which order: the parameters of its URL. One that
 * is empty is none.
 *
 * @param values the parameters that are set, by their names
 */
record FleetFilter(Map<String, String> values) {

	private static final Map<String, String> COLUMNS = columns();

	private static final Map<String, String> ORDERS = Map.of("first", "first_seen desc", "starts", "starts desc",
			"framework", "framework, framework_version", "environment", "environment");

	private static Map<String, String> columns() {
		Map<String, String> columns = new LinkedHashMap<>();
		columns.put("environment", "environment");
		columns.put("framework", "framework");
		columns.put("runtime", "runtime");
		columns.put("database", "database_name");
		return columns;
	}

	/**
	 * Read the parameters of a URL.
	 */
	static FleetFilter of(Map<String, String> parameters) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String name : List.of("q", "environment", "framework", "frameworkVersion", "runtime", "runtimeVersion",
				"database", "feature", "without", "sort", "span")) {
			String value = parameters.getOrDefault(name, "").strip();
			if (!value.isEmpty()) {
				values.put(name, value);
			}
		}
		return new FleetFilter(values);
	}

	/**
	 * Tell whether it leaves anything out.
	 * @return whether it does
	 */
	public boolean isNarrow() {
		return this.values.keySet().stream().anyMatch((name) -> !name.equals("sort") && !name.equals("span"));
	}

	/**
	 * A parameter.
	 * @param name which
	 * @return its value, or null
	 */
	public @Nullable String get(String name) {
		return this.values.get(name);
	}

	/**
	 * The query of a URL with one more parameter, or another value of it.
	 * @param name which
	 * @param value its value, or null to leave it out
	 * @return the query with its question mark
	 */
	public String with(String name, @Nullable Object value) {
		Map<String, String> changed = new LinkedHashMap<>(this.values);
		changed.remove(name);
		if (value != null) {
			changed.put(name, value.toString());
		}
		List<String> pairs = new ArrayList<>();
		changed.forEach((key, text) -> pairs.add(key + "=" + UriUtils.encode(text, StandardCharsets.UTF_8)));
		return "?" + String.join("&", pairs);
	}

	String order() {
		return ORDERS.getOrDefault(this.values.getOrDefault("sort", ""), "last_seen desc") + ", anonymous_id";
	}

	/**
	 * The condition in SQL.
	 * @param parameters given the values for its question marks
	 * @param aliases ids whose alias fits what is searched for
	 */
	String where(List<Object> parameters, List<String> aliases) {
		List<String> conditions = new ArrayList<>(List.of("1 = 1"));
		COLUMNS.forEach((name, column) -> {
			String value = get(name);
			if (value != null) {
				conditions.add(column + " = ?");
				parameters.add(value);
			}
		});
		version("framework", conditions, parameters);
		version("runtime", conditions, parameters);
		feature("feature", "", conditions, parameters);
		feature("without", "not ", conditions, parameters);
		search(conditions, parameters, aliases);
		return String.join(" and ", conditions);
	}

	/**
	 * A version, or all that begin with its numbers, with or without the sign of a range.
	 */
	private void version(String of, List<String> conditions, List<Object> parameters) {
		String version = get(of + "Version");
		if (version != null) {
			String column = of + "_version";
			conditions.add("(%1$s = ? or %1$s like ? or %1$s like ? or %1$s like ?)".formatted(column));
			parameters.addAll(List.of(version, escaped(version) + ".%", "^" + escaped(version) + "%",
					"~" + escaped(version) + "%"));
		}
	}

	private void feature(String name, String not, List<String> conditions, List<Object> parameters) {
		String feature = get(name);
		if (feature != null) {
			conditions.add("? || coalesce(features, '') || ? %slike ?".formatted(not));
			parameters.addAll(List.of("\n", "\n", "%\n" + escaped(feature) + "\n%"));
		}
	}

	private void search(List<String> conditions, List<Object> parameters, List<String> aliases) {
		String text = get("q");
		if (text == null) {
			return;
		}
		List<String> places = new ArrayList<>();
		for (String column : List.of("anonymous_id", "features", "framework", "runtime", "database_name",
				"environment")) {
			places.add("lower(%s) like ?".formatted(column));
			parameters.add("%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
		}
		if (!aliases.isEmpty()) {
			places.add("anonymous_id in (" + "?, ".repeat(aliases.size() - 1) + "?)");
			parameters.addAll(aliases);
		}
		conditions.add("(" + String.join(" or ", places) + ")");
	}

	private static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
	}

}
