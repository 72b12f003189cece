package dev.rustauth.telemetry.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting that can't be used. Never holds the setting's value, which may be a secret.
 *
 * @param setting name of the property or variable
 * @param origin file and line, or the property source, {@code null} if it is set nowhere
 * @param problem what is wrong with it, to be read after the name
 * @param remedy what to write instead
 */
public record ConfigurationProblem(String setting, @Nullable String origin, String problem, String remedy) {

	public static ConfigurationProblem of(PropertyReader.Setting setting, String problem, String remedy) {
		return new ConfigurationProblem(setting.name(), setting.origin(), problem, remedy);
	}

	@Override
	public String toString() {
		String where = (this.origin != null) ? " (" + this.origin + ")" : "";
		return this.setting + where + " " + this.problem + ": " + this.remedy;
	}

}
