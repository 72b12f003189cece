package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rustauth.telemetry.config.Setting;

/**
 * Variables and system properties that the process was started with, whether or not
 * Spring sees them: {@code spring.getenv.ignore} hides them, and an application may
 * remove the property source. What an operator sets there counts nevertheless.
 *
 * @param variables the environment of the process
 * @param systemProperties the system properties
 */
record ProcessSettings(Map<String, String> variables, Map<?, ?> systemProperties) {

	static ProcessSettings current() {
		return new ProcessSettings(System.getenv(), System.getProperties());
	}

	/**
	 * The same, with variables in place of the real ones.
	 */
	ProcessSettings with(Map<String, String> whatIf) {
		Map<String, String> changed = new LinkedHashMap<>(this.variables);
		changed.putAll(whatIf);
		return new ProcessSettings(changed, this.systemProperties);
	}

	/**
	 * Every value of a variable, in whatever case its name is written.
	 */
	List<Setting> all(String variable) {
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
