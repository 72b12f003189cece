package dev.rustauth.telemetry.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.decision.DecisionCode;

/**
 * How the decision comes about. Holds no value that could be a secret.
 *
 * @param code the rule that decides
 * @param on whether events are made and handed to a sink
 * @param mend what to do for the opposite
 * @param destination where events go: scheme, host and port of the endpoint, or a name;
 * {@code null} when off
 * @param rules every rule in its order
 * @param problems settings that can't be used, also when no rule looks at them
 * @since 0.1.0
 */
public record DecisionReport(DecisionCode code, boolean on, String mend, @Nullable String destination, List<Rule> rules,
		List<Flaw> problems) {

	/**
	 * What one rule says.
	 *
	 * @param code the outcome if this rule decides
	 * @param rule the rule in words
	 * @param matched whether the rule applies, looked at on its own
	 * @param decisive whether it is the first that applies, which decides
	 * @param inputs what the rule looks at
	 */
	public record Rule(DecisionCode code, String rule, boolean matched, boolean decisive, List<Input> inputs) {

	}

	/**
	 * What a rule looks at.
	 *
	 * @param name name of the variable, property or bean type
	 * @param value a word that means on or off, the host of the endpoint, or
	 * {@code unset}, {@code empty} or {@code set}
	 * @param origin file and line, variable or command line; {@code null} when unset
	 */
	public record Input(String name, String value, @Nullable String origin) {

	}

	/**
	 * A setting that can't be used.
	 *
	 * @param setting name of the variable or property
	 * @param origin where it is set, {@code null} if nowhere
	 * @param problem what is wrong with it
	 * @param remedy what to write instead
	 */
	public record Flaw(String setting, @Nullable String origin, String problem, String remedy) {

	}

}
