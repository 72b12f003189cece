package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.PropertyReader.Setting;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.Decision;
import dev.rustauth.telemetry.decision.DecisionInputs;
import dev.rustauth.telemetry.decision.DecisionInputs.EndpointState;
import dev.rustauth.telemetry.decision.DecisionInputs.Wish;

/**
 * What people have said about telemetry, and where: all that has to be looked at while it
 * is off.
 *
 * @param switches the master switch, in every place it is set
 * @param offProperties the property {@code rustauth.telemetry}, wherever it says off
 * @param doNotTrack the variable {@code DO_NOT_TRACK}
 * @param enabled the property {@code rustauth.telemetry.enabled}
 * @param wish how that property is read
 */
record Wishes(List<Setting> switches, List<Setting> offProperties, @Nullable Setting doNotTrack,
		@Nullable Setting enabled, Wish wish) {

	static Wishes look(ConfigurableEnvironment environment) {
		List<Setting> offProperties = PropertyReader.allProperties(environment, RustAuthTelemetryProperties.PREFIX)
			.stream()
			.filter((setting) -> Decision.isOffWord(setting.value()))
			.toList();
		Setting enabled = PropertyReader.first(environment, null, RustAuthTelemetryProperties.PREFIX + ".enabled");
		return new Wishes(PropertyReader.all(environment, DecisionMaker.SWITCH), offProperties,
				PropertyReader.all(environment, "DO_NOT_TRACK").stream().findFirst().orElse(null), enabled,
				wish(enabled));
	}

	private static Wish wish(@Nullable Setting setting) {
		if (setting == null || setting.value().isBlank()) {
			return Wish.UNSET;
		}
		Boolean value = setting.asBoolean();
		if (value == null) {
			return Wish.UNREADABLE;
		}
		return (value) ? Wish.YES : Wish.NO;
	}

	/**
	 * The inputs as far as they are known, with nothing to send to.
	 */
	DecisionInputs inputs() {
		return inputs(false, false, false, 0, false, EndpointState.ABSENT);
	}

	/**
	 * The same, once it is known whether this is a test.
	 */
	DecisionInputs inputs(TestCheck test) {
		return inputs(false, test.inTest(), test.skipped(), 0, false, EndpointState.ABSENT);
	}

	DecisionInputs inputs(boolean unusableSettings, boolean inTest, boolean skipTestCheck, int customSinks,
			boolean debug, EndpointState endpoint) {
		List<String> words = new ArrayList<>();
		this.switches.forEach((setting) -> words.add(setting.value()));
		this.offProperties.forEach((setting) -> words.add(setting.value()));
		return new DecisionInputs(words, (this.doNotTrack != null) ? this.doNotTrack.value() : null, this.wish,
				unusableSettings, inTest, skipTestCheck, customSinks, debug, endpoint);
	}

	/**
	 * The places in which the master switch isn't understood.
	 */
	List<ConfigurationProblem> unrecognised() {
		return this.switches.stream()
			.filter((setting) -> !setting.value().isBlank() && !Decision.isOffWord(setting.value())
					&& !Decision.isOnWord(setting.value()))
			.map((setting) -> ConfigurationProblem.of(setting, "is not understood", "write true or false"))
			.toList();
	}

}
