package dev.rustauth.telemetry.sample.collector.rules;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What operators want of deployments, in a line such as
 * {@code production: framework.version >= 4.0.9}.
 */
public final class Rule {

	private static final String SCOPE_END = ": ";

	private final String text;

	private final List<Requirement> scope;

	private final Requirement requirement;

	private Rule(String text, List<Requirement> scope, Requirement requirement) {
		this.text = text;
		this.scope = scope;
		this.requirement = requirement;
	}

	/**
	 * Read a rule.
	 * @param text what is wanted, after a colon if it is wanted of some deployments only:
	 * of an environment, or where something else is so
	 * @return the rule
	 * @throws IllegalArgumentException if it makes no sense
	 */
	public static Rule of(String text) {
		int end = text.indexOf(SCOPE_END);
		List<Requirement> scope = (end < 0) ? List.of()
				: Stream.of(text.substring(0, end).split("\\s+and\\s+")).map(Rule::condition).toList();
		return new Rule(text.strip(), scope, Requirement.of(text.substring((end < 0) ? 0 : end + SCOPE_END.length())));
	}

	/**
	 * A word alone is an environment.
	 */
	private static Requirement condition(String text) {
		String condition = text.strip();
		return (condition.matches("\\w[\\w-]*")) ? new Requirement("environment", "is", condition)
				: Requirement.of(condition);
	}

	/**
	 * Tell whether a configuration breaks it.
	 * @param configuration paths and values
	 * @return whether it does; not if the rule is about other deployments
	 */
	boolean isBrokenBy(Map<String, String> configuration) {
		return this.scope.stream().allMatch((condition) -> condition.isMet(configuration))
				&& !this.requirement.isMet(configuration);
	}

	/**
	 * What a configuration says where the rule asks.
	 * @param configuration paths and values
	 * @return the value, or null if it isn't reported
	 */
	@Nullable String reported(Map<String, String> configuration) {
		return this.requirement.reported(configuration);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
