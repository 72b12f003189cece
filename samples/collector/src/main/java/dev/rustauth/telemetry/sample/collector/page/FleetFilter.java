package dev.rustauth.telemetry.sample.collector.page;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Which deployments a page shows, and in which order: the parameters of its URL. One that
 * is empty is none.
 *
 * @param values the parameters that are set, by their names
 */
record FleetFilter(Map<String, String> values) {

	/** What a filter may ask for exactly, and the columns that hold it. */
	static final Map<String, String> COLUMNS = columns();

	private static final Map<String, String> ORDERS = Map.of("first", "first_seen desc", "starts", "starts desc",
			"framework", "framework, framework_version", "environment", "environment");

	/** Stands for a version that isn't known. */
	private static final String NO_VERSION = "-";

	/** Before a version: that one only, and none that begins with its numbers. */
	private static final String EXACTLY = "=";

	/** Parameters that leave no deployment out. */
	private static final Set<String> ASIDE = Set.of("sort", "days", "from", "to");

	private static Map<String, String> columns() {
		Map<String, String> columns = new LinkedHashMap<>();
		columns.put("environment", "environment");
		columns.put("framework", "framework");
		columns.put("runtime", "runtime");
		columns.put("database", "database_name");
		columns.put("vendor", "vendor");
		return columns;
	}

	/**
	 * Read the parameters of a URL.
	 */
	static FleetFilter of(Map<String, String> parameters) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String name : List.of("q", "environment", "framework", "frameworkVersion", "runtime", "runtimeVersion",
				"database", "vendor", "feature", "without", "of", "name", "heard", "id", "sort", "days", "from",
				"to")) {
			String value = parameters.getOrDefault(name, "");
			if (!name.equals("id")) {
				value = value.strip();
			}
			if (!value.isEmpty()) {
				values.put(name, value);
			}
		}
		// What links of older versions say.
		String span = parameters.getOrDefault("span", "");
		if (!span.isEmpty() && !values.containsKey("days")) {
			values.put("days", (span.equals("month")) ? "30" : "1");
		}
		return new FleetFilter(values);
	}

	/**
	 * Tell whether it leaves anything out.
	 * @return whether it does
	 */
	public boolean isNarrow() {
		return !ASIDE.containsAll(this.values.keySet());
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
		return query(changed);
	}

	/**
	 * The query of a URL that leads to what a bar stands for.
	 * @param of framework, runtime or feature
	 * @param value its name
	 * @param version its version, or null if it isn't known
	 * @return the query with its question mark
	 */
	public String bar(String of, String value, @Nullable String version) {
		Map<String, String> changed = new LinkedHashMap<>(this.values);
		changed.put(of, value);
		if (!of.equals("feature")) {
			changed.put(of + "Version", (version != null) ? version : NO_VERSION);
		}
		return query(changed);
	}

	/**
	 * The query of a URL for another stretch of time.
	 * @param days its name, see {@link Range}
	 * @return the query with its question mark
	 */
	public String days(String days) {
		Map<String, String> changed = new LinkedHashMap<>(this.values);
		changed.keySet().removeAll(Set.of("from", "to"));
		changed.put("days", days);
		return query(changed);
	}

	/**
	 * The query of a URL that another page understands as well.
	 * @param names the parameters that it takes over, if they are set
	 * @return the query with its question mark
	 */
	public String only(String... names) {
		Map<String, String> changed = new LinkedHashMap<>(this.values);
		changed.keySet().retainAll(Set.of(names));
		return query(changed);
	}

	private static String query(Map<String, String> changed) {
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
	 * @param range the time that the page shows
	 */
	String where(List<Object> parameters, List<String> aliases, Range range) {
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
		heard(range, conditions, parameters);
		search(conditions, parameters, aliases);
		return String.join(" and ", conditions);
	}

	/**
	 * What asks for a version and no other.
	 * @param version the version, or null or empty if it isn't known
	 * @return the value of a parameter
	 */
	static String exactly(@Nullable String version) {
		return (version == null || version.isEmpty()) ? NO_VERSION : EXACTLY + version;
	}

	/**
	 * A version, or all that begin with its numbers, with or without the sign of a range;
	 * or none.
	 */
	private void version(String of, List<String> conditions, List<Object> parameters) {
		String version = get(of + "Version");
		if (version == null) {
			return;
		}
		if (version.equals(NO_VERSION)) {
			conditions.add(of + "_version is null");
		}
		else if (version.startsWith(EXACTLY)) {
			conditions.add(of + "_version = ?");
			parameters.add(version.substring(EXACTLY.length()));
		}
		else {
			conditions.add("(%1$s_version = ? or %1$s_minor = ? or %1$s_version like ?)".formatted(of));
			parameters.addAll(List.of(version, version, escaped(version) + ".%"));
		}
	}

	private void feature(String name, String not, List<String> conditions, List<Object> parameters) {
		String feature = get(name);
		if (feature != null) {
			conditions.add("? || coalesce(features, '') || ? %slike ?".formatted(not));
			parameters.addAll(List.of("\n", "\n", "%\n" + escaped(feature) + "\n%"));
		}
	}

	/**
	 * Of those that were heard of, all that a row tells is when first and when last.
	 */
	private void heard(Range range, List<String> conditions, List<Object> parameters) {
		String heard = this.values.getOrDefault("heard", "");
		if (heard.equals("in")) {
			conditions.add("last_seen >= ? and first_seen < ?");
			parameters.addAll(List.of(range.from().atOffset(ZoneOffset.UTC), range.to().atOffset(ZoneOffset.UTC)));
		}
		else if (heard.equals("new")) {
			conditions.add("first_seen >= ? and first_seen < ?");
			parameters.addAll(List.of(range.from().atOffset(ZoneOffset.UTC), range.to().atOffset(ZoneOffset.UTC)));
		}
		else if (heard.equals("not")) {
			conditions.add("last_seen < ?");
			parameters.add(range.from().atOffset(ZoneOffset.UTC));
		}
	}

	private void search(List<String> conditions, List<Object> parameters, List<String> aliases) {
		String text = get("q");
		if (text == null) {
			return;
		}
		List<String> places = new ArrayList<>();
		for (String column : List.of("anonymous_id", "name", "features", "framework", "runtime", "database_name",
				"vendor", "environment")) {
			places.add("lower(%s) like ?".formatted(column));
			parameters.add("%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
		}
		if (!aliases.isEmpty()) {
			places.add("anonymous_id in (" + "?, ".repeat(aliases.size() - 1) + "?)");
			parameters.addAll(aliases);
		}
		conditions.add("(" + String.join(" or ", places) + ")");
	}

	static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
	}

}
