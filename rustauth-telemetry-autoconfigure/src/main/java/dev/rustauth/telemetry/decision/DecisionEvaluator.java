package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.ProcessSettings;
import dev.rustauth.telemetry.config.Setting;

/**
 * Makes the decision for an application context, at run time: ahead-of-time processing
 * would freeze a condition, and an opt-out would be ignored.
 * <p>
 * At startup, what matters only when telemetry is on isn't read while it is off. An
 * explanation reads everything.
 *
 * @since 0.1.0
 */
@Internal
public final class DecisionEvaluator {

	private final ConfigurableApplicationContext context;

	private final ConfigurableEnvironment environment;

	private final BooleanSupplier calledFromTest;

	private final ProcessSettings process;

	/**
	 * Prepare to decide. Nothing is read before.
	 * @param context the application context
	 * @param calledFromTest whether a test framework called the start
	 * @param process what the process was started with
	 */
	public DecisionEvaluator(ConfigurableApplicationContext context, BooleanSupplier calledFromTest,
			ProcessSettings process) {
		this.context = context;
		this.environment = context.getEnvironment();
		this.calledFromTest = calledFromTest;
		this.process = process;
	}

	/**
	 * Decide.
	 * @return the decision with what follows from it
	 */
	public TelemetryDecision decide() {
		EnvironmentInputs inputs = inputs(this.environment, this.process);
		DecisionCode code = Decision.decide(inputs);
		if (code.isOn()) {
			return TelemetryDecision.on(code, Decision.isTrue(inputs.debug()), inputs.collector(), inputs.properties());
		}
		if (code == DecisionCode.OFF_SWITCH) {
			return TelemetryDecision.switchedOff(inputs.switches().stream().filter(Setting::isOff).toList());
		}
		if (code == DecisionCode.OFF_UNRECOGNISED_SWITCH) {
			return TelemetryDecision.off(code, Decision.unrecognised(inputs));
		}
		return TelemetryDecision.off(code, (code == DecisionCode.OFF_MISCONFIGURED) ? inputs.problems() : List.of());
	}

	/**
	 * Decide once more, with every rule, its inputs and where they come from.
	 * @param whatIf variables and properties to put in place of the real ones
	 * @return how the decision comes about
	 */
	public DecisionReport explain(Map<String, String> whatIf) {
		ConfigurableEnvironment environment = (whatIf.isEmpty()) ? this.environment
				: WhatIfEnvironment.of(this.environment, whatIf);
		Map<String, String> variables = new LinkedHashMap<>(whatIf);
		variables.keySet().removeIf((name) -> !WhatIfEnvironment.isVariable(name));
		return Decision.explain(inputs(environment, this.process.with(variables)),
				AuthOptionsBinder.problems(environment, this.context.getBeanFactory()));
	}

	private EnvironmentInputs inputs(ConfigurableEnvironment environment, ProcessSettings process) {
		return new EnvironmentInputs(environment, this.context.getBeanFactory(), this.calledFromTest,
				new OptOuts(environment, ancestors(), process));
	}

	private List<ConfigurableEnvironment> ancestors() {
		List<ConfigurableEnvironment> environments = new ArrayList<>();
		for (ApplicationContext parent = this.context.getParent(); parent != null; parent = parent.getParent()) {
			if (parent.getEnvironment() instanceof ConfigurableEnvironment configurable) {
				environments.add(configurable);
			}
		}
		return environments;
	}

}
