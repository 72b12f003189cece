package dev.rustauth.telemetry.decision;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

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

	private Decision() {
	}

	/**
	 * Decide.
	 * @param inputs everything that matters
	 * @return the code of the rule that decided
	 */
	public static DecisionCode decide(DecisionInputs inputs) {
		Switch master = Switch.of(inputs.switchValues());
		if (master == Switch.OFF) {
			return DecisionCode.OFF_SWITCH;
		}
		if (master == Switch.UNRECOGNISED) {
			return DecisionCode.OFF_UNRECOGNISED_SWITCH;
		}
		if (master != Switch.ON && isDoNotTrack(inputs.doNotTrack())) {
			return DecisionCode.OFF_DO_NOT_TRACK;
		}
		if (master != Switch.ON && (inputs.enabled() == Wish.UNSET || inputs.enabled() == Wish.NO)) {
			return DecisionCode.OFF_NOT_ENABLED;
		}
		if (inputs.inTest() && !inputs.skipTestCheck()) {
			return DecisionCode.OFF_IN_TEST;
		}
		return destination(inputs);
	}

	/**
	 * Whether a word, in any case and with white space around it, means off.
	 * @param word the word
	 * @return whether it is one of {@code false 0 off no n disabled}
	 */
	public static boolean isOffWord(String word) {
		return OFF_WORDS.contains(normalise(word));
	}

	private static DecisionCode destination(DecisionInputs inputs) {
		if (inputs.enabled() == Wish.UNREADABLE || inputs.unusableSettings() || inputs.customSinks() > 1) {
			return DecisionCode.OFF_MISCONFIGURED;
		}
		if (inputs.customSinks() == 1) {
			return DecisionCode.ON_CUSTOM_SINK;
		}
		if (inputs.debug()) {
			return DecisionCode.ON_DEBUG;
		}
		return switch (inputs.endpoint()) {
			case USABLE -> DecisionCode.ON_ENDPOINT;
			case UNUSABLE -> DecisionCode.OFF_MISCONFIGURED;
			case ABSENT -> DecisionCode.NO_DESTINATION;
		};
	}

	private static boolean isDoNotTrack(@Nullable String value) {
		String word = normalise(value);
		return !(word.isEmpty() || word.equals("0") || word.equals("false"));
	}

	private static String normalise(@Nullable String value) {
		return (value != null) ? value.strip().toLowerCase(Locale.ROOT) : "";
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
