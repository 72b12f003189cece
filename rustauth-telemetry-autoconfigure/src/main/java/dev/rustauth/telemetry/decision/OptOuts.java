package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.ProcessSettings;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.Setting;

/**
 * The two settings with which an operator keeps telemetry off, in every place where they
 * can be set: each property source of Spring, regardless of precedence, and the process
 * itself, whether or not Spring sees it. Any spelling can switch off; only the literal
 * name can switch on.
 *
 * @since 0.1.0
 */
@Internal
public final class OptOuts {

	/** The master switch. */
	public static final String SWITCH = "RUSTAUTH_TELEMETRY";

	/**
	 * The names by which Spring knows a variable in lower case, and the literal name in
	 * other spellings.
	 */
	private static final List<String> SWITCH_FOR_SPRING = List.of("rustauth.telemetry", "rustauth-telemetry");

	private static final String DO_NOT_TRACK = "DO_NOT_TRACK";

	private static final List<String> DO_NOT_TRACK_FOR_SPRING = List.of("do.not.track", "do-not-track");

	private final ConfigurableEnvironment environment;

	private final List<ConfigurableEnvironment> ancestors;

	private final ProcessSettings process;

	private @Nullable List<Setting> switches;

	private @Nullable List<Setting> doNotTrack;

	/**
	 * Prepare to read. Nothing is read before it is asked for, and then once.
	 * @param environment the environment of an application context
	 * @param ancestors those of the contexts above it, of which Spring hides each source
	 * that has the same name further below
	 * @param process what the process was started with
	 */
	public OptOuts(ConfigurableEnvironment environment, List<ConfigurableEnvironment> ancestors,
			ProcessSettings process) {
		this.environment = environment;
		this.ancestors = ancestors;
		this.process = process;
	}

	/**
	 * The master switch.
	 * @return each place that holds it
	 */
	public List<Setting> switches() {
		if (this.switches == null) {
			this.switches = findSwitches();
		}
		return this.switches;
	}

	/**
	 * The variable {@code DO_NOT_TRACK}.
	 * @return each place that holds it
	 */
	public List<Setting> doNotTrack() {
		if (this.doNotTrack == null) {
			this.doNotTrack = findDoNotTrack();
		}
		return this.doNotTrack;
	}

	/**
	 * Which of the two can't be obtained.
	 * @return one problem for each place
	 */
	public List<ConfigurationProblem> unobtainable() {
		return Stream.concat(switches().stream(), doNotTrack().stream())
			.filter((setting) -> setting.problem() != null)
			.map((setting) -> setting.asProblem("", ""))
			.toList();
	}

	private List<Setting> findSwitches() {
		List<Setting> found = new ArrayList<>(PropertyReader.all(this.environment, SWITCH));
		for (Setting setting : spelledOtherwise(SWITCH_FOR_SPRING)) {
			if (setting.isOff()) {
				add(found, setting);
			}
		}
		for (Setting setting : elsewhere(SWITCH)) {
			if (!setting.isBlank() && !setting.isOn()) {
				add(found, setting);
			}
		}
		return found;
	}

	private List<Setting> findDoNotTrack() {
		List<Setting> found = new ArrayList<>(PropertyReader.all(this.environment, DO_NOT_TRACK));
		spelledOtherwise(DO_NOT_TRACK_FOR_SPRING).forEach((setting) -> add(found, setting));
		elsewhere(DO_NOT_TRACK).forEach((setting) -> add(found, setting));
		return found;
	}

	private List<Setting> spelledOtherwise(List<String> names) {
		List<Setting> found = new ArrayList<>();
		for (String name : names) {
			found.addAll(PropertyReader.allProperties(this.environment, name));
			for (ConfigurableEnvironment ancestor : this.ancestors) {
				found.addAll(PropertyReader.allProperties(ancestor, name));
			}
		}
		return found;
	}

	private List<Setting> elsewhere(String variable) {
		List<Setting> found = new ArrayList<>(this.process.all(variable));
		for (ConfigurableEnvironment ancestor : this.ancestors) {
			found.addAll(PropertyReader.all(ancestor, variable));
		}
		return found;
	}

	/**
	 * Add what isn't known already by another name.
	 */
	private static void add(List<Setting> found, Setting setting) {
		if (found.stream().noneMatch((known) -> known.value().equals(setting.value()))) {
			found.add(setting);
		}
	}

}
