package dev.rustauth.telemetry.decision;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.Origins;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.config.Setting;

/**
 * How the decision comes about. Holds no value that could be a secret: words that mean on
 * or off are shown, of the endpoint scheme, host and port; any other value is
 * {@code set}.
 *
 * @param code the rule that decides
 * @param on whether events are made and handed to a sink
 * @param remedy how to change the outcome
 * @param destination where events go: scheme, host and port of the endpoint, or a name;
 * {@code null} when off
 * @param rules every rule in its order
 * @param problems settings that can't be used, also when no rule looks at them
 * @since 0.1.0
 */
@Internal
public record DecisionReport(DecisionCode code, boolean on, String remedy, @Nullable String destination,
		List<Rule> rules, List<ConfigurationProblem> problems) {

	/** How the sink of an application is called. */
	public static final String CUSTOM_SINK = "the TelemetrySink bean";

	/** How the log that events are printed to is called. */
	public static final String DEBUG_LOG = "the log dev.rustauth.telemetry.debug";

	/**
	 * Decide once more, with every rule, its inputs and where they come from.
	 * @param context the application context
	 * @param calledFromTest whether a test framework called the start
	 * @param whatIf variables and properties to put in place of the real ones
	 * @return how the decision comes about
	 */
	public static DecisionReport of(ConfigurableApplicationContext context, BooleanSupplier calledFromTest,
			Map<String, String> whatIf) {
		EnvironmentInputs inputs = EnvironmentInputs.whatIf(context, calledFromTest, whatIf);
		return DecisionRules.explain(inputs, inputs.optionProblems());
	}

	static @Nullable String destination(DecisionCode code, DecisionInputs inputs) {
		return switch (code) {
			case ON_CUSTOM_SINK -> CUSTOM_SINK;
			case ON_DEBUG -> DEBUG_LOG;
			case ON_ENDPOINT -> String.valueOf(inputs.collector());
			default -> null;
		};
	}

	/**
	 * What a rule reads, as far as it may be shown.
	 */
	static List<Input> inputs(DecisionRules.Reads read, DecisionInputs inputs) {
		return switch (read) {
			case SWITCH -> words(OptOuts.SWITCH, inputs.switches());
			case DO_NOT_TRACK -> words("DO_NOT_TRACK", inputs.doNotTrack());
			case ENABLED -> word("enabled", inputs.enabled());
			case TEST ->
				List.of(Objects.requireNonNullElseGet(inputs.test(), () -> new Input("test", "no sign of one", null)));
			case SKIP_TEST_CHECK -> word("skip-test-check", inputs.skipTestCheck());
			case PROBLEMS -> inputs.problems()
				.stream()
				.map((problem) -> new Input(problem.setting(), "set", problem.origin()))
				.toList();
			case SINKS ->
				(inputs.sinks().isEmpty()) ? List.of(new Input("TelemetrySink", "no bean", null)) : inputs.sinks();
			case DEBUG -> word("debug", inputs.debug());
			case ENDPOINT -> endpoint(inputs.endpoint(), inputs.collector());
		};
	}

	private static List<Input> words(String name, List<Setting> settings) {
		return (settings.isEmpty()) ? List.of(Input.of(name, null))
				: settings.stream().map((setting) -> Input.of(name, setting)).toList();
	}

	private static List<Input> word(String key, @Nullable Setting setting) {
		return List.of(Input.of(RustAuthTelemetryProperties.PREFIX + "." + key, setting));
	}

	private static List<Input> endpoint(@Nullable Setting setting, @Nullable CollectorUrl collector) {
		return (setting != null && collector != null)
				? List.of(new Input(setting.name(), collector.toString(), setting.origin()))
				: word("endpoint", setting);
	}

	/**
	 * What one rule says.
	 *
	 * @param code the outcome if this rule decides
	 * @param rule the rule in words
	 * @param matched whether the rule applies, read on its own
	 * @param decisive whether it is the first that applies, which decides
	 * @param inputs what the rule reads
	 */
	public record Rule(DecisionCode code, String rule, boolean matched, boolean decisive, List<Input> inputs) {

	}

	/**
	 * What a rule reads.
	 *
	 * @param name name of the variable, property or bean type
	 * @param value a word that means on or off, the host of the endpoint, or
	 * {@code unset}, {@code empty} or {@code set}
	 * @param origin file and line, variable or command line; {@code null} when unset
	 */
	public record Input(String name, String value, @Nullable String origin) {

		/**
		 * Keep credentials out of the origin.
		 */
		public Input {
			origin = (origin != null) ? Origins.scrub(origin) : null;
		}

		static Input of(String name, @Nullable Setting setting) {
			return (setting != null) ? new Input(setting.name(), shown(setting), setting.origin())
					: new Input(name, "unset", null);
		}

		private static String shown(Setting setting) {
			if (setting.isBlank()) {
				return "empty";
			}
			return (setting.isOn() || setting.isOff()) ? setting.value().strip() : "set";
		}

	}

}
