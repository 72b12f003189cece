package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.Setting;
import dev.rustauth.telemetry.decision.DecisionReport.Input;
import dev.rustauth.telemetry.decision.DecisionReport.Rule;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DecisionRules}.
 */
class DecisionRulesTests {

	private static final List<List<String>> SWITCHES = List.of(List.of(), List.of(""), List.of("  "), List.of("true"),
			List.of(" ON "), List.of("false"), List.of("0"), List.of("banana"), List.of("true", "false"),
			List.of("false", "true"), List.of("1", "banana"), List.of("banana", "no"), List.of("", "yes"));

	private static final List<List<String>> DO_NOT_TRACK = List.of(List.of(), List.of(""), List.of(" "), List.of("0"),
			List.of("false"), List.of("FALSE"), List.of("1"), List.of("true"), List.of("please"), List.of("", "1"),
			List.of("0", "true"));

	private static final String USABLE = "https://collector.example.com/";

	private static final List<@Nullable String> WISHES = Arrays.asList(null, "true", "false", "maybe");

	private static final List<@Nullable String> ENDPOINTS = Arrays.asList(null, "foo", USABLE);

	@Test
	void decideOverAllCombinationsShouldAgreeWithTheRulesReadOneByOne() {
		Set<DecisionCode> seen = EnumSet.noneOf(DecisionCode.class);
		for (Given inputs : allCombinations()) {
			DecisionCode code = DecisionRules.decide(inputs);
			assertThat(code).as(inputs::toString).isEqualTo(firstRuleThatMatches(inputs));
			seen.add(code);
		}
		assertThat(seen).containsExactlyInAnyOrder(DecisionCode.values());
	}

	@Test
	void explainOverAllCombinationsShouldShowEveryRuleInItsOrderAndExactlyOneDecisive() {
		for (Given inputs : allCombinations()) {
			List<Rule> outcomes = DecisionRules.explain(inputs, List.of()).rules();
			assertThat(outcomes).extracting(Rule::code)
				.containsExactly(DecisionCode.OFF_SWITCH, DecisionCode.OFF_UNRECOGNISED_SWITCH,
						DecisionCode.OFF_DO_NOT_TRACK, DecisionCode.OFF_NOT_ENABLED, DecisionCode.OFF_IN_TEST,
						DecisionCode.OFF_MISCONFIGURED, DecisionCode.ON_CUSTOM_SINK, DecisionCode.ON_DEBUG,
						DecisionCode.ON_ENDPOINT, DecisionCode.NO_DESTINATION);
			Rule first = outcomes.stream().filter(Rule::matched).findFirst().orElseThrow();
			assertThat(outcomes).filteredOn(Rule::decisive).as(inputs::toString).containsExactly(first);
		}
	}

	@Test
	void decideOverAllCombinationsShouldNeverTurnOnAgainstAnOptOut() {
		for (Given inputs : allCombinations()) {
			boolean optedOut = inputs.words.stream()
				.anyMatch((word) -> List.of("false", "0", "no").contains(word.strip()));
			boolean nobodyWants = !"true".equals(inputs.wish)
					&& inputs.words.stream().noneMatch((word) -> !word.isBlank());
			boolean testing = inputs.inTest && !inputs.skip;
			if (optedOut || nobodyWants || testing) {
				assertThat(DecisionRules.decide(inputs).isOn()).as(inputs::toString).isFalse();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "0", "off", "no", "n", "disabled", "FALSE", "Off", " no ", "\tDisabled\n" })
	void switchIsOffWordShouldBeOff(String word) {
		assertThat(DecisionRules.decide(wanted(word))).isEqualTo(DecisionCode.OFF_SWITCH);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "1", "on", "yes", "y", "enabled", "TRUE", "Yes", " on ", "ENABLED\n" })
	void switchIsOnWordShouldBeOnWithoutAnyProperty(String word) {
		DecisionInputs inputs = new Given(List.of(word), List.of("1"), "false", false, false, false, 0, false, USABLE);
		assertThat(DecisionRules.decide(inputs)).isEqualTo(DecisionCode.ON_ENDPOINT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "banana", "2", "tru", "enable", "-1", "null", "true false" })
	void switchIsUnknownWordShouldBeOffAndSaySo(String word) {
		assertThat(DecisionRules.decide(wanted(word))).isEqualTo(DecisionCode.OFF_UNRECOGNISED_SWITCH);
	}

	@ParameterizedTest
	@CsvSource({ ", NO_DESTINATION", "'', NO_DESTINATION", "foo, OFF_MISCONFIGURED", USABLE + ", ON_ENDPOINT" })
	void endpointDecidesLastWhenNothingElseMatches(@Nullable String endpoint, DecisionCode expected) {
		Given inputs = new Given(List.of(), List.of(), "true", false, false, false, 0, false, endpoint);
		assertThat(DecisionRules.decide(inputs)).isEqualTo(expected);
	}

	@Test
	void everyCodeHasAMend() {
		assertThat(DecisionCode.values()).allSatisfy((code) -> assertThat(code.remedy()).isNotBlank());
	}

	private static DecisionInputs wanted(String word) {
		return new Given(List.of(word), List.of(), "true", false, false, false, 1, true, USABLE);
	}

	private static List<Given> allCombinations() {
		int[] sizes = { SWITCHES.size(), DO_NOT_TRACK.size(), WISHES.size(), 2, 2, 2, 3, 2, ENDPOINTS.size() };
		int total = Arrays.stream(sizes).reduce(1, (left, right) -> left * right);
		List<Given> combinations = new ArrayList<>(total);
		for (int number = 0; number < total; number++) {
			int[] digits = new int[sizes.length];
			int rest = number;
			for (int i = 0; i < sizes.length; i++) {
				digits[i] = rest % sizes[i];
				rest /= sizes[i];
			}
			combinations.add(new Given(SWITCHES.get(digits[0]), DO_NOT_TRACK.get(digits[1]), WISHES.get(digits[2]),
					digits[3] == 1, digits[4] == 1, digits[5] == 1, digits[6], digits[7] == 1,
					ENDPOINTS.get(digits[8])));
		}
		return combinations;
	}

	/**
	 * The rules once more, written down as a table of conditions rather than as a flow.
	 */
	private static DecisionCode firstRuleThatMatches(Given in) {
		List<String> words = in.words.stream().map((word) -> word.strip().toLowerCase()).toList();
		boolean off = words.stream().anyMatch(List.of("false", "0", "no")::contains);
		boolean unknown = words.contains("banana");
		boolean on = !off && !unknown && words.stream().anyMatch(List.of("true", "1", "on", "yes")::contains);
		boolean doNotTrack = in.track.stream().anyMatch(List.of("1", "true", "please")::contains);
		boolean misconfigured = in.unusable || "maybe".equals(in.wish) || in.count == 2;
		Object[][] rules = { { off, DecisionCode.OFF_SWITCH }, { unknown, DecisionCode.OFF_UNRECOGNISED_SWITCH },
				{ doNotTrack && !on, DecisionCode.OFF_DO_NOT_TRACK },
				{ !on && !List.of("true", "maybe").contains(String.valueOf(in.wish)), DecisionCode.OFF_NOT_ENABLED },
				{ in.inTest && !in.skip, DecisionCode.OFF_IN_TEST }, { misconfigured, DecisionCode.OFF_MISCONFIGURED },
				{ in.count == 1, DecisionCode.ON_CUSTOM_SINK }, { in.print, DecisionCode.ON_DEBUG },
				{ USABLE.equals(in.url), DecisionCode.ON_ENDPOINT },
				{ "foo".equals(in.url), DecisionCode.OFF_MISCONFIGURED }, { true, DecisionCode.NO_DESTINATION } };
		for (Object[] rule : rules) {
			if ((boolean) rule[0]) {
				return (DecisionCode) rule[1];
			}
		}
		throw new IllegalStateException("The last rule always matches");
	}

	/**
	 * Inputs that say what was asked.
	 */
	private record Given(List<String> words, List<String> track, @Nullable String wish, boolean unusable,
			boolean inTest, boolean skip, int count, boolean print, @Nullable String url) implements DecisionInputs {

		@Override
		public List<Setting> switches() {
			return this.words.stream().map((word) -> setting("RUSTAUTH_TELEMETRY", word)).toList();
		}

		@Override
		public List<Setting> doNotTrack() {
			return this.track.stream().map((word) -> setting("DO_NOT_TRACK", word)).toList();
		}

		@Override
		public @Nullable Setting enabled() {
			return (this.wish != null) ? setting("enabled", this.wish) : null;
		}

		@Override
		public @Nullable Input test() {
			return (this.inTest) ? new Input("test", "profile test", null) : null;
		}

		@Override
		public Setting skipTestCheck() {
			return setting("skip-test-check", String.valueOf(this.skip));
		}

		@Override
		public List<ConfigurationProblem> problems() {
			boolean unusableEndpoint = "foo".equals(this.url) && this.count == 0 && !this.print;
			boolean any = this.unusable || "maybe".equals(this.wish) || this.count > 1 || unusableEndpoint;
			return (any) ? List.of(new ConfigurationProblem("some.key", null, "is wrong", "write it right"))
					: List.of();
		}

		@Override
		public List<Input> sinks() {
			return Collections.nCopies(this.count, new Input("TelemetrySink", "bean", null));
		}

		@Override
		public Setting debug() {
			return setting("debug", String.valueOf(this.print));
		}

		@Override
		public @Nullable Setting endpoint() {
			return (this.url != null) ? setting("endpoint", this.url) : null;
		}

		@Override
		public @Nullable CollectorUrl collector() {
			return (USABLE.equals(this.url)) ? CollectorUrl.parse(this.url) : null;
		}

		private static Setting setting(String name, String value) {
			return new Setting(name, value, "test", null);
		}

	}

}
