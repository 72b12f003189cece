package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.rustauth.telemetry.decision.DecisionInputs.EndpointState;
import dev.rustauth.telemetry.decision.DecisionInputs.Wish;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Decision}.
 */
class DecisionTests {

	private static final List<List<String>> SWITCHES = List.of(List.of(), List.of(""), List.of("  "), List.of("true"),
			List.of(" ON "), List.of("false"), List.of("0"), List.of("banana"), List.of("true", "false"),
			List.of("false", "true"), List.of("1", "banana"), List.of("banana", "no"), List.of("", "yes"));

	private static final List<@Nullable String> DO_NOT_TRACK = Arrays.asList(null, "", " ", "0", "false", "FALSE", "1",
			"true", "please");

	@Test
	void decideOverAllCombinationsShouldAgreeWithTheRulesReadOneByOne() {
		Set<DecisionCode> seen = EnumSet.noneOf(DecisionCode.class);
		for (DecisionInputs inputs : allCombinations()) {
			DecisionCode code = Decision.decide(inputs);
			assertThat(code).as(inputs.toString()).isEqualTo(firstRuleThatMatches(inputs));
			seen.add(code);
		}
		assertThat(seen).containsExactlyInAnyOrder(DecisionCode.values());
	}

	@Test
	void explainOverAllCombinationsShouldShowEveryRuleInItsOrderAndExactlyOneDecisive() {
		for (DecisionInputs inputs : allCombinations()) {
			List<RuleOutcome> outcomes = Decision.explain(inputs);
			assertThat(outcomes).extracting(RuleOutcome::code)
				.containsExactly(DecisionCode.OFF_SWITCH, DecisionCode.OFF_UNRECOGNISED_SWITCH,
						DecisionCode.OFF_DO_NOT_TRACK, DecisionCode.OFF_NOT_ENABLED, DecisionCode.OFF_IN_TEST,
						DecisionCode.OFF_MISCONFIGURED, DecisionCode.ON_CUSTOM_SINK, DecisionCode.ON_DEBUG,
						DecisionCode.ON_ENDPOINT, DecisionCode.NO_DESTINATION);
			RuleOutcome first = outcomes.stream().filter(RuleOutcome::matched).findFirst().orElseThrow();
			assertThat(outcomes).filteredOn(RuleOutcome::decisive).as(inputs.toString()).containsExactly(first);
		}
	}

	@Test
	void decideOverAllCombinationsShouldNeverTurnOnAgainstAnOptOut() {
		for (DecisionInputs inputs : allCombinations()) {
			boolean optedOut = inputs.switchValues()
				.stream()
				.anyMatch((word) -> List.of("false", "0", "no").contains(word.strip()));
			boolean nobodyWants = inputs.enabled() != Wish.YES
					&& inputs.switchValues().stream().noneMatch((word) -> !word.isBlank());
			boolean testing = inputs.inTest() && !inputs.skipTestCheck();
			if (optedOut || nobodyWants || testing) {
				assertThat(Decision.decide(inputs).isOn()).as(inputs.toString()).isFalse();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "0", "off", "no", "n", "disabled", "FALSE", "Off", " no ", "\tDisabled\n" })
	void switchIsOffWordShouldBeOff(String word) {
		assertThat(Decision.decide(wanted(word))).isEqualTo(DecisionCode.OFF_SWITCH);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "1", "on", "yes", "y", "enabled", "TRUE", "Yes", " on ", "ENABLED\n" })
	void switchIsOnWordShouldBeOnWithoutAnyProperty(String word) {
		DecisionInputs inputs = new DecisionInputs(List.of(word), "1", Wish.NO, false, false, false, 0, false,
				EndpointState.USABLE);
		assertThat(Decision.decide(inputs)).isEqualTo(DecisionCode.ON_ENDPOINT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "banana", "2", "tru", "enable", "-1", "null", "true false" })
	void switchIsUnknownWordShouldBeOffAndSaySo(String word) {
		assertThat(Decision.decide(wanted(word))).isEqualTo(DecisionCode.OFF_UNRECOGNISED_SWITCH);
	}

	@ParameterizedTest
	@CsvSource({ "ABSENT, NO_DESTINATION", "UNUSABLE, OFF_MISCONFIGURED", "USABLE, ON_ENDPOINT" })
	void endpointDecidesLastWhenNothingElseMatches(EndpointState endpoint, DecisionCode expected) {
		DecisionInputs inputs = new DecisionInputs(List.of(), null, Wish.YES, false, false, false, 0, false, endpoint);
		assertThat(Decision.decide(inputs)).isEqualTo(expected);
	}

	@Test
	void everyCodeHasAMend() {
		assertThat(DecisionCode.values()).allSatisfy((code) -> assertThat(code.mend()).isNotBlank());
	}

	private static DecisionInputs wanted(String word) {
		return new DecisionInputs(List.of(word), null, Wish.YES, false, false, false, 1, true, EndpointState.USABLE);
	}

	private static List<DecisionInputs> allCombinations() {
		int[] sizes = { SWITCHES.size(), DO_NOT_TRACK.size(), Wish.values().length, 2, 2, 2, 3, 2,
				EndpointState.values().length };
		int total = Arrays.stream(sizes).reduce(1, (left, right) -> left * right);
		List<DecisionInputs> combinations = new ArrayList<>(total);
		for (int number = 0; number < total; number++) {
			int[] digits = new int[sizes.length];
			int rest = number;
			for (int i = 0; i < sizes.length; i++) {
				digits[i] = rest % sizes[i];
				rest /= sizes[i];
			}
			combinations.add(new DecisionInputs(SWITCHES.get(digits[0]), DO_NOT_TRACK.get(digits[1]),
					Wish.values()[digits[2]], digits[3] == 1, digits[4] == 1, digits[5] == 1, digits[6], digits[7] == 1,
					EndpointState.values()[digits[8]]));
		}
		return combinations;
	}

	/**
	 * The rules once more, written down as a table of conditions rather than as a flow.
	 */
	private static DecisionCode firstRuleThatMatches(DecisionInputs in) {
		List<String> words = in.switchValues().stream().map((word) -> word.strip().toLowerCase()).toList();
		boolean off = words.stream().anyMatch(List.of("false", "0", "no")::contains);
		boolean unknown = words.contains("banana");
		boolean on = !off && !unknown && words.stream().anyMatch(List.of("true", "1", "on", "yes")::contains);
		String track = (in.doNotTrack() != null) ? in.doNotTrack().strip().toLowerCase() : "";
		boolean doNotTrack = !List.of("", "0", "false").contains(track);
		boolean misconfigured = in.unusableSettings() || in.enabled() == Wish.UNREADABLE || in.customSinks() == 2;
		Object[][] rules = { { off, DecisionCode.OFF_SWITCH }, { unknown, DecisionCode.OFF_UNRECOGNISED_SWITCH },
				{ doNotTrack && !on, DecisionCode.OFF_DO_NOT_TRACK },
				{ !on && (in.enabled() == Wish.UNSET || in.enabled() == Wish.NO), DecisionCode.OFF_NOT_ENABLED },
				{ in.inTest() && !in.skipTestCheck(), DecisionCode.OFF_IN_TEST },
				{ misconfigured, DecisionCode.OFF_MISCONFIGURED },
				{ in.customSinks() == 1, DecisionCode.ON_CUSTOM_SINK }, { in.debug(), DecisionCode.ON_DEBUG },
				{ in.endpoint() == EndpointState.USABLE, DecisionCode.ON_ENDPOINT },
				{ in.endpoint() == EndpointState.UNUSABLE, DecisionCode.OFF_MISCONFIGURED },
				{ true, DecisionCode.NO_DESTINATION } };
		for (Object[] rule : rules) {
			if ((boolean) rule[0]) {
				return (DecisionCode) rule[1];
			}
		}
		throw new IllegalStateException("The last rule always matches");
	}

}
