package dev.rustauth.telemetry.autoconfigure;

/**
 * A setting that can't be used. Never holds the setting's value, which may be a secret.
 *
 * @param setting name of the property or variable, and where it was found
 * @param problem what is wrong with it, to be read after the name
 * @param remedy what to write instead
 */
record Problem(String setting, String problem, String remedy) {

	@Override
	public String toString() {
		return this.setting + " " + this.problem + ": " + this.remedy;
	}

}
