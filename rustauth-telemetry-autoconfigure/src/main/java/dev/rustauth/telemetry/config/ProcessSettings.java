package dev.rustauth.telemetry.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rustauth.telemetry.Internal;

/**
 * Variables and system properties that the process was started with, whether or not
 * Spring sees them: {@code spring.getenv.ignore} hides them, and an application may
 * remove the property source. What an operator sets there counts nevertheless.
 *
 * @param variables the environment of the process
 * @param systemProperties the system properties
 * @since 0.1.0
 */
@Internal
public record ProcessSettings(Map<String, String> variables, Map<?, ?> systemProperties) {

	/**
	 * Those of this process.
	 * @return variables and system properties
	 */
	public static ProcessSettings current() {
		return new ProcessSettings(System.getenv(), System.getProperties());
	}

	/**
	 * The same with other values, for a what-if request.
	 * @param whatIf variables that take the place of the real ones
	 * @return further settings
	 */
	public ProcessSettings with(Map<String, String> whatIf) {
		Map<String, String> changed = new LinkedHashMap<>(this.variables);
		changed.putAll(whatIf);
		return new ProcessSettings(changed, this.systemProperties);
	}

	/**
	 * Every value of a variable, in any letter case of its name.
	 * @param variable the name
	 * @return the values with their place
	 */
	public List<Setting> all(String variable) {
		List<Setting> values = new ArrayList<>();
		collect(values, this.variables, variable, "environment of the process");
		collect(values, this.systemProperties, variable, "system properties of the process");
		return values;
	}

	private static void collect(List<Setting> values, Map<?, ?> from, String variable, String origin) {
		from.forEach((name, value) -> {
			if (variable.equalsIgnoreCase(String.valueOf(name))) {
				values.add(new Setting(String.valueOf(name), String.valueOf(value), origin, null));
			}
		});
	}

}
