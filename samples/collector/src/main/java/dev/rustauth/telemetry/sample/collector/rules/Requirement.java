package dev.rustauth.telemetry.sample.collector.rules;

import java.lang.module.ModuleDescriptor.Version;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One thing that is asked of a configuration: a path, an operator and a value.
 *
 * @param path as on the page of a deployment; {@code config.} may be left out
 * @param operator one of {@code is}, {@code is not}, {@code has}, {@code has no},
 * {@code >=}, {@code >}, {@code <=} and {@code <}
 * @param expected the value
 */
record Requirement(String path, String operator, String expected) {

	private static final Pattern FORM = Pattern
		.compile("(?<path>\\S+)\\s+(?<operator>is not|is|has no|has|>=|>|<=|<)\\s+(?<expected>\\S+(\\s+\\S+)*)");

	private static final Pattern COMPARABLE = Pattern.compile("\\d+([.+-]\\w+)*");

	/** The sign of a range, as in {@code ^4.17.0}. */
	private static final Pattern BEFORE_VERSION = Pattern.compile("^\\D+");

	private static final Pattern TRAILING_ZEROS = Pattern.compile("(\\.0+)+(?=$|[-+])");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static Requirement of(String text) {
		Matcher matcher = FORM.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException(("'%s' can't be read: write 'path is value', with is, is not, has, "
					+ "has no, >=, >, <= or < in the middle")
				.formatted(text.strip()));
		}
		Requirement requirement = new Requirement(matcher.group("path"), matcher.group("operator"),
				matcher.group("expected"));
		if (requirement.compares() && !COMPARABLE.matcher(requirement.expected).matches()) {
			throw new IllegalArgumentException(
					"'%s' can't be compared: write a number or a version".formatted(requirement.expected));
		}
		return requirement;
	}

	private boolean compares() {
		return this.operator.startsWith(">") || this.operator.startsWith("<");
	}

	/**
	 * Tell whether a configuration is as it should be. What it doesn't report is nothing,
	 * has nothing and can't be compared.
	 */
	boolean isMet(Map<String, String> configuration) {
		String reported = reported(configuration);
		return switch (this.operator) {
			case "is" -> this.expected.equals(reported);
			case "is not" -> !this.expected.equals(reported);
			case "has" -> has(configuration);
			case "has no" -> !has(configuration);
			default -> reported != null && isInOrder(reported);
		};
	}

	/**
	 * What a configuration says at the path.
	 * @return the value, or null if there is none
	 */
	@Nullable String reported(Map<String, String> configuration) {
		String value = configuration.getOrDefault(this.path, configuration.get("config." + this.path));
		return (value != null && value.startsWith("\"")) ? JSON.readValue(value, String.class) : value;
	}

	/**
	 * Elements of lists are part of the path, by their id or by what they say.
	 */
	private boolean has(Map<String, String> configuration) {
		String text = JSON.writeValueAsString(this.expected);
		return configuration.keySet()
			.stream()
			.map((key) -> (key.startsWith("config.")) ? key.substring("config.".length()) : key)
			.anyMatch((key) -> key.startsWith("%s[%s]".formatted(plainPath(), text))
					|| key.startsWith("%s[%s]".formatted(plainPath(), this.expected)));
	}

	private String plainPath() {
		return (this.path.startsWith("config.")) ? this.path.substring("config.".length()) : this.path;
	}

	private boolean isInOrder(String reported) {
		try {
			int order = compare(reported, this.expected);
			return switch (this.operator) {
				case ">=" -> order >= 0;
				case ">" -> order > 0;
				case "<=" -> order <= 0;
				default -> order < 0;
			};
		}
		catch (IllegalArgumentException ex) {
			// No version.
			return false;
		}
	}

	private static int compare(String one, String other) {
		if (isInteger(one) && isInteger(other)) {
			return new BigInteger(one).compareTo(new BigInteger(other));
		}
		return version(one).compareTo(version(other));
	}

	private static boolean isInteger(String text) {
		return !text.isEmpty() && text.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	private static Version version(String text) {
		String version = BEFORE_VERSION.matcher(text).replaceFirst("");
		return Version.parse(TRAILING_ZEROS.matcher(version).replaceFirst(""));
	}

}
