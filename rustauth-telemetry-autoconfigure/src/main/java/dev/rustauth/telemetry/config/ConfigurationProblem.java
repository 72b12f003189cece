package dev.rustauth.telemetry.config;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A setting that can't be used. Never holds the setting's value, which may be a secret.
 *
 * @param setting name of the property or variable
 * @param origin file and line, or the property source, {@code null} if it is set nowhere
 * @param problem what is wrong with it, to be read after the name
 * @param remedy what to write instead
 * @since 0.1.0
 */
public record ConfigurationProblem(String setting, @Nullable String origin, String problem, String remedy) {

	/**
	 * Several of them in one line, for a log or an exception.
	 * @param problems the problems
	 * @return the problems, separated by semicolons
	 */
	public static String join(List<ConfigurationProblem> problems) {
		return problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("; "));
	}

	@Override
	public String toString() {
		String where = (this.origin != null) ? " (" + this.origin + ")" : "";
		return this.setting + where + " " + this.problem + ": " + this.remedy;
	}

}
