package dev.rustauth.telemetry.decision;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.config.Setting;

/**
 * The decision with what follows from it. It is made at run time: a condition would be
 * frozen by ahead-of-time processing, and an opt-out with it. What matters only when
 * telemetry is on isn't read while it is off.
 *
 * @param code the rule that decided
 * @param debug whether events are printed
 * @param endpoint where to post to, {@code null} if that isn't the outcome
 * @param problems what can't be used
 * @param offSwitches what switched telemetry off
 * @param properties the settings, {@code null} while off
 * @since 0.1.0
 */
@Internal
public record TelemetryDecision(DecisionCode code, boolean debug, @Nullable CollectorUrl endpoint,
		List<ConfigurationProblem> problems, List<Setting> offSwitches,
		@Nullable RustAuthTelemetryProperties properties) {

	/**
	 * Decide for an application context.
	 * @param context the application context
	 * @param calledFromTest whether a test framework called the start
	 * @return the decision
	 */
	public static TelemetryDecision of(ConfigurableApplicationContext context, BooleanSupplier calledFromTest) {
		return of(new EnvironmentInputs(context, calledFromTest, ProcessSettings.current()));
	}

	static TelemetryDecision of(EnvironmentInputs inputs) {
		DecisionCode code = DecisionRules.decide(inputs);
		if (code.isOn()) {
			return new TelemetryDecision(code, Setting.isTrue(inputs.debug()),
					(code == DecisionCode.ON_ENDPOINT) ? inputs.collector() : null, List.of(), List.of(),
					inputs.properties());
		}
		return switch (code) {
			case OFF_SWITCH -> new TelemetryDecision(code, false, null, List.of(),
					inputs.switches().stream().filter(Setting::isOff).toList(), null);
			case OFF_UNRECOGNISED_SWITCH -> off(code, DecisionRules.unrecognised(inputs));
			case OFF_MISCONFIGURED -> off(code, inputs.problems());
			default -> off(code, List.of());
		};
	}

	/**
	 * A decision because of a context below.
	 * @param code the code
	 * @param problems what can't be used
	 * @return the decision
	 */
	public static TelemetryDecision off(DecisionCode code, List<ConfigurationProblem> problems) {
		return new TelemetryDecision(code, false, null, problems, List.of(), null);
	}

	/**
	 * Log the decision: one INFO line when on, one WARN when telemetry is wanted but
	 * can't work, else nothing above DEBUG.
	 * @param logger where to
	 * @param destination how the destination is called
	 */
	public void log(Log logger, String destination) {
		switch (this.code) {
			case ON_CUSTOM_SINK, ON_DEBUG, ON_ENDPOINT -> logger.info("RustAuth telemetry is on (" + this.code
					+ "): events go to " + destination + ". To switch it off, " + this.code.remedy());
			case OFF_MISCONFIGURED -> logger.warn("RustAuth telemetry is off (" + this.code + ")" + reasons());
			case OFF_UNRECOGNISED_SWITCH, NO_DESTINATION -> logger.warn("RustAuth telemetry is off (" + this.code + ")"
					+ reasons() + ". To fix this, " + this.code.remedy());
			default -> logger.debug("RustAuth telemetry is off (" + this.code + ")");
		}
	}

	/**
	 * Warn of credentials that can be read on the way to the collector.
	 * @param logger where to
	 */
	public void warnOfOpenCredentials(Log logger) {
		if (this.endpoint == null || this.endpoint.isSecure() || this.endpoint.isLoopback()) {
			return;
		}
		if (this.endpoint.userInfo() != null
				|| (this.properties != null && !this.properties.getHttp().getHeaders().isEmpty())) {
			logger.warn("RustAuth telemetry sends credentials to " + this.endpoint
					+ " without encryption. Use an https endpoint");
		}
	}

	/**
	 * Describe the decision: the code, what is set where, the remedy. Values are left
	 * out, since they may be secrets.
	 * @return the explanation, without a full stop
	 */
	public String explain() {
		String reasons = (this.code == DecisionCode.OFF_SWITCH) ? ": switched off by "
				+ this.offSwitches.stream().map(Setting::toString).distinct().collect(Collectors.joining(" and "))
				: reasons();
		return this.code + reasons + ". To change this, " + this.code.remedy();
	}

	/**
	 * Fail startup, if telemetry is wanted, can't work, and the application is configured
	 * to fail.
	 * @param context the application context
	 */
	public void failIfMisconfigured(ConfigurableApplicationContext context) {
		if (!this.code.isOn() && this.code != DecisionCode.NO_DESTINATION && this.problems.isEmpty()) {
			return;
		}
		if (!PropertyReader.isTrue(context.getEnvironment(),
				RustAuthTelemetryProperties.PREFIX + ".fail-on-misconfiguration")) {
			return;
		}
		List<ConfigurationProblem> found = switch (this.code) {
			case OFF_UNRECOGNISED_SWITCH, OFF_MISCONFIGURED -> this.problems;
			case NO_DESTINATION -> List.of(new ConfigurationProblem(RustAuthTelemetryProperties.PREFIX + ".endpoint",
					null, "is not set: telemetry is enabled, but has nowhere to send to", this.code.remedy()));
			default -> (this.code.isOn())
					? AuthOptionsBinder.problems(context.getEnvironment(), context.getBeanFactory()) : List.of();
		};
		if (!found.isEmpty()) {
			throw new TelemetryMisconfiguredException((this.code.isOn()) ? DecisionCode.OFF_MISCONFIGURED : this.code,
					found);
		}
	}

	private String reasons() {
		if (this.problems.isEmpty()) {
			return (this.code == DecisionCode.NO_DESTINATION) ? ": it is enabled, but has nowhere to send to" : "";
		}
		return ": " + ConfigurationProblem.join(this.problems);
	}

}
