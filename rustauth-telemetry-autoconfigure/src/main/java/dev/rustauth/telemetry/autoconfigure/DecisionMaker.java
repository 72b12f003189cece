package dev.rustauth.telemetry.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.actuate.DecisionReport;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.decision.Decision;
import dev.rustauth.telemetry.decision.DecisionCode;

/**
 * Gathers the inputs of the decision from the environment and the bean factory, at run
 * time: a condition would be frozen by ahead-of-time processing, and an opt-out with it.
 * <p>
 * At the start, what matters only when telemetry is on isn't looked at while it is off.
 * Somebody who asks for an explanation gets to see everything.
 */
final class DecisionMaker {

	/** The master switch. */
	static final String SWITCH = "RUSTAUTH_TELEMETRY";

	private final ConfigurableEnvironment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	private final BooleanSupplier calledFromTest;

	DecisionMaker(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory,
			BooleanSupplier calledFromTest) {
		this.environment = environment;
		this.beanFactory = beanFactory;
		this.calledFromTest = calledFromTest;
	}

	TelemetryDecision decide() {
		Wishes wishes = Wishes.look(this.environment);
		DecisionCode code = Decision.decide(wishes.inputs());
		if (code != DecisionCode.NO_DESTINATION && code != DecisionCode.OFF_MISCONFIGURED) {
			return new TelemetryDecision(code, false, null, wishes.unrecognised(), null);
		}
		TestCheck test = TestCheck.look(this.environment, this.calledFromTest);
		if (Decision.decide(wishes.inputs(test)) == DecisionCode.OFF_IN_TEST) {
			return new TelemetryDecision(DecisionCode.OFF_IN_TEST, false, null, List.of(), null);
		}
		Circumstances circumstances = Circumstances.look(this.environment, this.beanFactory, test);
		code = Decision.decide(circumstances.inputs(wishes));
		return new TelemetryDecision(code, circumstances.debug(),
				(code == DecisionCode.ON_ENDPOINT) ? circumstances.endpoint() : null, circumstances.problems(),
				circumstances.properties());
	}

	/**
	 * Decide once more, with every rule, its inputs and where they come from.
	 * @param whatIf variables and properties to put in place of the real ones
	 */
	DecisionReport explain(Map<String, String> whatIf) {
		ConfigurableEnvironment environment = (whatIf.isEmpty()) ? this.environment
				: WhatIfEnvironment.of(this.environment, whatIf);
		Circumstances circumstances = Circumstances.look(environment, this.beanFactory,
				TestCheck.look(environment, this.calledFromTest));
		return new DecisionReporter(environment, Wishes.look(environment), circumstances,
				AuthOptionsBinder.problems(environment, this.beanFactory))
			.report();
	}

}
