package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.decision.DecisionInputs.EndpointState;
import dev.rustauth.telemetry.decision.DecisionInputs.Wish;

/**
 * Decides whether anything may leave the process. A pure function: same inputs, same
 * code. The first rule that matches wins.
 * <p>
 * The order differs from the crate's in what comes first, not in what leaves: a hard
 * opt-out, an unreadable switch, {@code DO_NOT_TRACK}, the missing wish and a test each
 * end it before a destination is looked at.
 *
 * @since 0.1.0
 */
public final class Decision {

	private static final Set<String> OFF_WORDS = Set.of("false", "0", "off", "no", "n", "disabled");

	private static final Set<String> ON_WORDS = Set.of("true", "1", "on", "yes", "y", "enabled");

	/** In their order: the first that matches decides. One for each code. */
	private static final List<Rule> RULES = List.of(
			new Rule(DecisionCode.OFF_SWITCH, "some property source holds RUSTAUTH_TELEMETRY with an off-word",
					(inputs) -> master(inputs) == Switch.OFF),
			new Rule(DecisionCode.OFF_UNRECOGNISED_SWITCH, "it holds a word that is neither on nor off",
					(inputs) -> master(inputs) == Switch.UNRECOGNISED),
			new Rule(DecisionCode.OFF_DO_NOT_TRACK, "DO_NOT_TRACK is set, and the switch isn't on",
					(inputs) -> master(inputs) != Switch.ON && isDoNotTrack(inputs.doNotTrack())),
			new Rule(DecisionCode.OFF_NOT_ENABLED, "the switch isn't on, and enabled isn't true",
					Decision::isNotEnabled),
			new Rule(DecisionCode.OFF_IN_TEST, "the application runs in a test",
					(inputs) -> inputs.inTest() && !inputs.skipTestCheck()),
			new Rule(DecisionCode.OFF_MISCONFIGURED,
					"a setting under rustauth.telemetry can't be used, or several sink beans are there and none is primary",
					Decision::isMisconfigured),
			new Rule(DecisionCode.ON_CUSTOM_SINK, "there is a TelemetrySink bean",
					(inputs) -> inputs.customSinks() == 1),
			new Rule(DecisionCode.ON_DEBUG, "debug is true", DecisionInputs::debug),
			new Rule(DecisionCode.ON_ENDPOINT, "there is an endpoint",
					(inputs) -> inputs.endpoint() == EndpointState.USABLE),
			new Rule(DecisionCode.NO_DESTINATION, "otherwise", Decision::hasNoDestination));

	private Decision() {
	}

	/**
	 * Decide.
	 * @param inputs everything that matters
	 * @return the code of the rule that decided
	 */
	public static DecisionCode decide(DecisionInputs inputs) {
		for (RuleOutcome outcome : explain(inputs)) {
			if (outcome.decisive()) {
				return outcome.code();
			}
		}
		throw new IllegalStateException("No rule matches " + inputs);
	}

	/**
	 * Decide, and show how: every rule in its order, also those behind the one that
	 * decided.
	 * @param inputs everything that matters
	 * @return one outcome for each rule, exactly one of which is
	 * {@linkplain RuleOutcome#decisive() decisive}
	 */
	public static List<RuleOutcome> explain(DecisionInputs inputs) {
		List<RuleOutcome> outcomes = new ArrayList<>(RULES.size());
		boolean decided = false;
		for (Rule rule : RULES) {
			boolean matched = rule.condition.test(inputs);
			outcomes.add(new RuleOutcome(rule.code, rule.text, matched, matched && !decided));
			decided |= matched;
		}
		return List.copyOf(outcomes);
	}

	/**
	 * Whether a word, in any case and with white space around it, means off.
	 * @param word the word
	 * @return whether it is one of {@code false 0 off no n disabled}
	 */
	public static boolean isOffWord(String word) {
		return OFF_WORDS.contains(normalise(word));
	}

	/**
	 * Whether a word, in any case and with white space around it, means on.
	 * @param word the word
	 * @return whether it is one of {@code true 1 on yes y enabled}
	 */
	public static boolean isOnWord(String word) {
		return ON_WORDS.contains(normalise(word));
	}

	private static Switch master(DecisionInputs inputs) {
		return Switch.of(inputs.switchValues());
	}

	private static boolean isNotEnabled(DecisionInputs inputs) {
		return master(inputs) != Switch.ON && (inputs.enabled() == Wish.UNSET || inputs.enabled() == Wish.NO);
	}

	private static boolean isMisconfigured(DecisionInputs inputs) {
		return inputs.enabled() == Wish.UNREADABLE || inputs.unusableSettings() || inputs.customSinks() > 1
				|| (inputs.endpoint() == EndpointState.UNUSABLE && inputs.customSinks() == 0 && !inputs.debug());
	}

	private static boolean hasNoDestination(DecisionInputs inputs) {
		return inputs.customSinks() == 0 && !inputs.debug() && inputs.endpoint() == EndpointState.ABSENT;
	}

	private static boolean isDoNotTrack(@Nullable String value) {
		String word = normalise(value);
		return !(word.isEmpty() || word.equals("0") || word.equals("false"));
	}

	private static String normalise(@Nullable String value) {
		return (value != null) ? value.strip().toLowerCase(Locale.ROOT) : "";
	}

	private record Rule(DecisionCode code, String text, Predicate<DecisionInputs> condition) {

	}

	/**
	 * The master switch, from weakest to strongest: over all sources the strongest wins.
	 */
	private enum Switch {

		UNSET, ON, UNRECOGNISED, OFF;

		static Switch of(List<String> values) {
			Switch strongest = UNSET;
			for (String value : values) {
				Switch one = of(normalise(value));
				strongest = (one.compareTo(strongest) > 0) ? one : strongest;
			}
			return strongest;
		}

		private static Switch of(String word) {
			if (word.isEmpty()) {
				return UNSET;
			}
			if (OFF_WORDS.contains(word)) {
				return OFF;
			}
			return ON_WORDS.contains(word) ? ON : UNRECOGNISED;
		}

	}

}
