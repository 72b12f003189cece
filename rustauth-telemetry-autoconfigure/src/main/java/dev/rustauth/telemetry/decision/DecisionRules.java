package dev.rustauth.telemetry.decision;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.Setting;

/**
 * The rules that decide whether anything may leave the process: the first that matches. A
 * pure function: same inputs, same code. One list of rules decides, explains and answers
 * what would be.
 * <p>
 * The order differs from the crate's in what comes first, not in what leaves: a hard
 * opt-out, an unreadable switch, {@code DO_NOT_TRACK}, the missing opt-in and a test each
 * end it before a destination is looked up.
 *
 * @since 0.1.0
 */
@Internal
public final class DecisionRules {

	/** In their order. One for each code. */
	private static final List<Rule> RULES = List.of(
			new Rule(DecisionCode.OFF_SWITCH, "RUSTAUTH_TELEMETRY is off in at least one place",
					(inputs) -> inputs.switches().stream().anyMatch(Setting::isOff), List.of(Reads.SWITCH)),
			new Rule(DecisionCode.OFF_UNRECOGNISED_SWITCH,
					"RUSTAUTH_TELEMETRY is set to a word that means neither on nor off",
					(inputs) -> inputs.switches().stream().anyMatch(DecisionRules::isUnrecognised),
					List.of(Reads.SWITCH)),
			new Rule(DecisionCode.OFF_DO_NOT_TRACK, "DO_NOT_TRACK is set, and RUSTAUTH_TELEMETRY is not on",
					(inputs) -> !isSwitchedOn(inputs)
							&& inputs.doNotTrack().stream().anyMatch(DecisionRules::forbidsTracking),
					List.of(Reads.DO_NOT_TRACK, Reads.SWITCH)),
			new Rule(DecisionCode.OFF_NOT_ENABLED,
					"RUSTAUTH_TELEMETRY is not on, and rustauth.telemetry.enabled is not true",
					(inputs) -> !isSwitchedOn(inputs) && !isWanted(inputs.enabled()),
					List.of(Reads.SWITCH, Reads.ENABLED)),
			new Rule(DecisionCode.OFF_IN_TEST, "the application runs in a test",
					(inputs) -> inputs.test() != null && !Setting.isTrue(inputs.skipTestCheck()),
					List.of(Reads.TEST, Reads.SKIP_TEST_CHECK)),
			new Rule(DecisionCode.OFF_MISCONFIGURED,
					"a setting under rustauth.telemetry cannot be used, or there are several sink beans and none is primary",
					(inputs) -> !inputs.problems().isEmpty(), List.of(Reads.PROBLEMS)),
			new Rule(DecisionCode.ON_CUSTOM_SINK, "a TelemetrySink bean exists", (inputs) -> inputs.sinks().size() == 1,
					List.of(Reads.SINKS)),
			new Rule(DecisionCode.ON_DEBUG, "rustauth.telemetry.debug is true",
					(inputs) -> Setting.isTrue(inputs.debug()), List.of(Reads.DEBUG)),
			new Rule(DecisionCode.ON_ENDPOINT, "an endpoint is set", (inputs) -> inputs.collector() != null,
					List.of(Reads.ENDPOINT)),
			new Rule(DecisionCode.NO_DESTINATION, "none of the above", DecisionRules::hasNoDestination,
					List.of(Reads.SINKS, Reads.DEBUG, Reads.ENDPOINT)));

	private DecisionRules() {
	}

	/**
	 * Decide. Rules after the decisive one read nothing.
	 * @param inputs everything that matters
	 * @return the code of the rule that decided
	 */
	public static DecisionCode decide(DecisionInputs inputs) {
		for (Rule rule : RULES) {
			if (rule.matches.test(inputs)) {
				return rule.code;
			}
		}
		throw new IllegalStateException("No rule matches");
	}

	/**
	 * Decide, and show every rule in order, also those after the decisive one.
	 * @param inputs everything that matters
	 * @param further problems that no rule reads
	 * @return the decision with one outcome for each rule, exactly one of which is
	 * decisive
	 */
	public static DecisionReport explain(DecisionInputs inputs, List<ConfigurationProblem> further) {
		DecisionCode code = decide(inputs);
		List<DecisionReport.Rule> rules = RULES.stream()
			.map((rule) -> new DecisionReport.Rule(rule.code, rule.text, rule.matches.test(inputs), rule.code == code,
					rule.reads.stream().flatMap((read) -> DecisionReport.inputs(read, inputs).stream()).toList()))
			.toList();
		List<ConfigurationProblem> problems = Stream.of(unrecognised(inputs), inputs.problems(), further)
			.flatMap(List::stream)
			.distinct()
			.toList();
		return new DecisionReport(code, code.isOn(), code.remedy(), DecisionReport.destination(code, inputs), rules,
				problems);
	}

	/**
	 * The places in which the master switch isn't understood.
	 * @param inputs everything that matters
	 * @return one problem for each
	 */
	public static List<ConfigurationProblem> unrecognised(DecisionInputs inputs) {
		return inputs.switches()
			.stream()
			.filter(DecisionRules::isUnrecognised)
			.map((setting) -> setting.asProblem("is not understood", "write true or false"))
			.toList();
	}

	private static boolean isUnrecognised(Setting setting) {
		return !setting.value().isBlank() && !setting.isOn() && !setting.isOff();
	}

	/**
	 * Whether {@code DO_NOT_TRACK} is set to anything but {@code 0} and {@code false}.
	 */
	private static boolean forbidsTracking(Setting doNotTrack) {
		String word = doNotTrack.value().strip();
		return !(word.isEmpty() || word.equals("0") || word.equalsIgnoreCase("false"));
	}

	private static boolean isSwitchedOn(DecisionInputs inputs) {
		List<Setting> set = inputs.switches().stream().filter((setting) -> !setting.value().isBlank()).toList();
		return !set.isEmpty() && set.stream().allMatch(Setting::isOn);
	}

	/**
	 * What can't be read counts as an opt-in, so that the misconfiguration is told.
	 */
	private static boolean isWanted(@Nullable Setting enabled) {
		return enabled != null && !enabled.isBlank() && !Boolean.FALSE.equals(enabled.asBoolean());
	}

	private static boolean hasNoDestination(DecisionInputs inputs) {
		Setting endpoint = inputs.endpoint();
		return inputs.sinks().isEmpty() && !Setting.isTrue(inputs.debug()) && (endpoint == null || endpoint.isBlank());
	}

	/**
	 * What a rule reads.
	 */
	enum Reads {

		SWITCH, DO_NOT_TRACK, ENABLED, TEST, SKIP_TEST_CHECK, PROBLEMS, SINKS, DEBUG, ENDPOINT

	}

	/**
	 * A rule.
	 *
	 * @param code the outcome if it decides
	 * @param text the rule in words
	 * @param matches whether it applies
	 * @param reads what it reads, for explanations
	 */
	private record Rule(DecisionCode code, String text, Predicate<DecisionInputs> matches, List<Reads> reads) {

	}

}
