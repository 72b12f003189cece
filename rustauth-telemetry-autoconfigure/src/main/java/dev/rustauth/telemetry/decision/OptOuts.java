package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.Setting;

/**
 * The two settings with which an operator keeps telemetry off, in every place where they
 * can be: each property source of Spring, whatever its precedence, and the process
 * itself, whether or not Spring sees it. What says off is taken in any spelling, what
 * says on by the literal name only.
 */
final class OptOuts {

	/** The master switch. */
	static final String SWITCH = "RUSTAUTH_TELEMETRY";

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
	 * @param parent the context above it, if there is one
	 * @param process what the process was started with
	 */
	OptOuts(ConfigurableEnvironment environment, @Nullable ApplicationContext parent, ProcessSettings process) {
		this.environment = environment;
		this.ancestors = upwards(parent);
		this.process = process;
	}

	/**
	 * Those of the contexts above, of which Spring hides each source that has the same
	 * name further below.
	 */
	private static List<ConfigurableEnvironment> upwards(@Nullable ApplicationContext parent) {
		List<ConfigurableEnvironment> environments = new ArrayList<>();
		for (ApplicationContext context = parent; context != null; context = context.getParent()) {
			if (context.getEnvironment() instanceof ConfigurableEnvironment configurable) {
				environments.add(configurable);
			}
		}
		return environments;
	}

	/**
	 * The master switch, in each place that holds it.
	 */
	List<Setting> switches() {
		if (this.switches == null) {
			this.switches = findSwitches();
		}
		return this.switches;
	}

	/**
	 * The variable {@code DO_NOT_TRACK}, in each place that holds it.
	 */
	List<Setting> doNotTrack() {
		if (this.doNotTrack == null) {
			this.doNotTrack = findDoNotTrack();
		}
		return this.doNotTrack;
	}

	/**
	 * What of both can't be obtained, so that nobody knows what it says: one problem for
	 * each place.
	 */
	List<ConfigurationProblem> unobtainable() {
		return Stream.concat(switches().stream(), doNotTrack().stream())
			.flatMap((setting) -> Stream.ofNullable(setting.problem()))
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
