package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.actuate.DecisionReport;
import dev.rustauth.telemetry.actuate.DecisionReport.Flaw;
import dev.rustauth.telemetry.actuate.DecisionReport.Input;
import dev.rustauth.telemetry.actuate.DecisionReport.Rule;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.PropertyReader.Setting;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.Decision;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.Endpoint;
import dev.rustauth.telemetry.decision.RuleOutcome;

/**
 * Writes the decision down for people: each rule with what it looked at. Words that mean
 * on or off are shown, of the endpoint scheme, host and port; any other value is
 * {@code set}, because it may be a secret in the wrong place.
 */
final class DecisionReporter {

	private static final String PREFIX = RustAuthTelemetryProperties.PREFIX + ".";

	private final ConfigurableEnvironment environment;

	private final Wishes wishes;

	private final Circumstances circumstances;

	private final List<ConfigurationProblem> optionsProblems;

	DecisionReporter(ConfigurableEnvironment environment, Wishes wishes, Circumstances circumstances,
			List<ConfigurationProblem> optionsProblems) {
		this.environment = environment;
		this.wishes = wishes;
		this.circumstances = circumstances;
		this.optionsProblems = optionsProblems;
	}

	DecisionReport report() {
		List<RuleOutcome> outcomes = Decision.explain(this.circumstances.inputs(this.wishes));
		DecisionCode code = outcomes.stream()
			.filter(RuleOutcome::decisive)
			.map(RuleOutcome::code)
			.findFirst()
			.orElseThrow();
		List<Rule> rules = outcomes.stream()
			.map((outcome) -> new Rule(outcome.code(), outcome.rule(), outcome.matched(), outcome.decisive(),
					inputs(outcome.code())))
			.toList();
		return new DecisionReport(code, code.isOn(), code.mend(), destination(code), rules, flaws());
	}

	private @Nullable String destination(DecisionCode code) {
		return switch (code) {
			case ON_CUSTOM_SINK -> TelemetryEngineFactory.CUSTOM_SINK;
			case ON_DEBUG -> TelemetryEngineFactory.DEBUG_LOG;
			case ON_ENDPOINT -> String.valueOf(this.circumstances.endpoint());
			default -> null;
		};
	}

	private List<Flaw> flaws() {
		List<ConfigurationProblem> problems = new ArrayList<>(this.wishes.unrecognised());
		problems.addAll(this.circumstances.problems());
		problems.addAll(this.optionsProblems);
		return problems.stream()
			.map((problem) -> new Flaw(problem.setting(), problem.origin(), problem.problem(), problem.remedy()))
			.toList();
	}

	private List<Input> inputs(DecisionCode code) {
		return switch (code) {
			case OFF_SWITCH, OFF_UNRECOGNISED_SWITCH -> masterSwitch();
			case OFF_DO_NOT_TRACK -> join(List.of(word("DO_NOT_TRACK", this.wishes.doNotTrack())), masterSwitch());
			case OFF_NOT_ENABLED -> join(masterSwitch(), List.of(word(PREFIX + "enabled", this.wishes.enabled())));
			case OFF_IN_TEST -> List.of(evidence(), word(PREFIX + "skip-test-check",
					PropertyReader.first(this.environment, null, PREFIX + "skip-test-check")));
			case OFF_MISCONFIGURED -> this.circumstances.problems()
				.stream()
				.map((problem) -> new Input(problem.setting(), "set", problem.origin()))
				.toList();
			case ON_CUSTOM_SINK -> sinks();
			case ON_DEBUG -> List.of(debug());
			case ON_ENDPOINT -> List.of(endpoint());
			case NO_DESTINATION -> join(sinks(), List.of(debug(), endpoint()));
		};
	}

	private static List<Input> join(List<Input> first, List<Input> second) {
		List<Input> both = new ArrayList<>(first);
		both.addAll(second);
		return both;
	}

	private List<Input> masterSwitch() {
		List<Input> inputs = new ArrayList<>();
		this.wishes.switches().forEach((setting) -> inputs.add(word(setting.name(), setting)));
		this.wishes.offProperties().forEach((setting) -> inputs.add(word(setting.name(), setting)));
		return (inputs.isEmpty()) ? List.of(word(DecisionMaker.SWITCH, null)) : inputs;
	}

	private Input evidence() {
		String evidence = this.circumstances.test().evidence();
		if (evidence == null) {
			return new Input("test", "no sign of one", null);
		}
		Setting setting = switch (evidence) {
			case "RUST_ENV=test" -> PropertyReader.first(this.environment, "RUST_ENV", "rust-env");
			case "TEST is set" -> PropertyReader.first(this.environment, "TEST", "test");
			case "profile test" -> PropertyReader.first(this.environment, null, "spring.profiles.active");
			default -> null;
		};
		return new Input("test", evidence, (setting != null) ? setting.origin() : null);
	}

	private List<Input> sinks() {
		List<Input> inputs = new ArrayList<>();
		SinkBeans sinks = this.circumstances.sinks();
		for (int i = 0; i < sinks.count(); i++) {
			inputs.add(new Input("TelemetrySink", "bean " + sinks.candidates().get(i), sinks.origins().get(i)));
		}
		return (inputs.isEmpty()) ? List.of(new Input("TelemetrySink", "no bean", null)) : inputs;
	}

	private Input debug() {
		return word(PREFIX + "debug", this.circumstances.debugSetting());
	}

	private Input endpoint() {
		Setting setting = this.circumstances.endpointSetting();
		Endpoint endpoint = this.circumstances.endpoint();
		return (setting != null && endpoint != null) ? new Input(setting.name(), endpoint.toString(), setting.origin())
				: word(PREFIX + "endpoint", setting);
	}

	private static Input word(String name, @Nullable Setting setting) {
		return (setting != null) ? new Input(setting.name(), shown(setting.value()), setting.origin())
				: new Input(name, "unset", null);
	}

	private static String shown(String value) {
		if (value.isBlank()) {
			return "empty";
		}
		return (Decision.isOnWord(value) || Decision.isOffWord(value)) ? value.strip() : "set";
	}

}
