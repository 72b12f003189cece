package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.TelemetryVariable.Setting;
import dev.rustauth.telemetry.decision.Decision;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionInputs;
import dev.rustauth.telemetry.decision.DecisionInputs.EndpointState;
import dev.rustauth.telemetry.decision.DecisionInputs.Wish;
import dev.rustauth.telemetry.decision.Endpoint;
import dev.rustauth.telemetry.detect.TestEnvironment;

/**
 * Gathers the inputs of the decision from the environment and the bean factory, at run
 * time: a condition would be frozen by ahead-of-time processing, and an opt-out with it.
 * <p>
 * What matters only when telemetry is on isn't looked at while it is off. The only bean
 * asked for is the registry of SSL bundles, if one is configured.
 */
final class DecisionMaker {

	private static final String SWITCH = "RUSTAUTH_TELEMETRY";

	private static final String PREFIX = RustAuthTelemetryProperties.PREFIX + ".";

	/** What Spring takes for a boolean. */
	private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");

	private static final Set<String> FALSE = Set.of("false", "0", "off", "no", "");

	private final ConfigurableEnvironment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	private final RustAuthTelemetryProperties properties;

	private final List<Problem> problems = new ArrayList<>();

	DecisionMaker(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory,
			RustAuthTelemetryProperties properties) {
		this.environment = environment;
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	TelemetryDecision decide() {
		List<Setting> switches = TelemetryVariable.all(this.environment, SWITCH);
		List<String> words = new ArrayList<>(switches.stream().map(Setting::value).toList());
		TelemetryVariable.allProperties(this.environment, RustAuthTelemetryProperties.PREFIX)
			.stream()
			.map(Setting::value)
			.filter(Decision::isOffWord)
			.forEach(words::add);
		String doNotTrack = TelemetryVariable.all(this.environment, "DO_NOT_TRACK")
			.stream()
			.findFirst()
			.map(Setting::value)
			.orElse(null);
		Wish wish = wish();
		DecisionCode code = Decision
			.decide(new DecisionInputs(words, doNotTrack, wish, false, false, false, 0, false, EndpointState.ABSENT));
		if (code == DecisionCode.OFF_UNRECOGNISED_SWITCH) {
			switches.forEach((setting) -> this.problems.add(new Problem(setting.toString(),
					"is not understood in every place it is set", "write true or false")));
			return new TelemetryDecision(code, false, null, this.problems);
		}
		if (code != DecisionCode.NO_DESTINATION && code != DecisionCode.OFF_MISCONFIGURED) {
			return new TelemetryDecision(code, false, null, this.problems);
		}
		return decideDestination(words, doNotTrack, wish);
	}

	private TelemetryDecision decideDestination(List<String> words, @Nullable String doNotTrack, Wish wish) {
		boolean inTest = TestEnvironment.evidence(this.environment) != null || TestEnvironment.calledFromTest();
		this.problems.addAll(new SettingsCheck(this.environment).problems(this.properties));
		int customSinks = customSinks();
		boolean debug = debug();
		boolean unusable = !this.problems.isEmpty();
		Endpoint endpoint = (customSinks == 0 && !debug) ? endpoint() : null;
		EndpointState state = (endpoint != null) ? EndpointState.USABLE
				: (this.problems.isEmpty()) ? EndpointState.ABSENT : EndpointState.UNUSABLE;
		DecisionCode code = Decision.decide(new DecisionInputs(words, doNotTrack, wish, unusable, inTest,
				this.properties.skipTestCheck(), customSinks, debug, state));
		return new TelemetryDecision(code, debug, endpoint, this.problems);
	}

	private Wish wish() {
		Boolean enabled = this.properties.enabled();
		if (enabled != null) {
			return (enabled) ? Wish.YES : Wish.NO;
		}
		Setting setting = TelemetryVariable.first(this.environment, null, PREFIX + "enabled");
		return (setting == null || setting.value().isBlank()) ? Wish.UNSET : Wish.UNREADABLE;
	}

	/**
	 * How many sink beans could be meant. Several count as one if one of them is primary.
	 */
	private int customSinks() {
		String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, TelemetrySink.class,
				true, false);
		List<String> candidates = List.of(names)
			.stream()
			.filter((name) -> !is(name, BeanDefinition::isFallback))
			.toList();
		candidates = (candidates.isEmpty()) ? List.of(names) : candidates;
		long primary = candidates.stream().filter((name) -> is(name, BeanDefinition::isPrimary)).count();
		int count = (primary == 1) ? 1 : candidates.size();
		if (count > 1) {
			this.problems.add(new Problem("TelemetrySink", "has several beans " + candidates,
					"keep one of them, or mark one with @Primary"));
		}
		return count;
	}

	private boolean is(String name, Predicate<BeanDefinition> property) {
		return this.beanFactory.containsBeanDefinition(name)
				&& property.test(this.beanFactory.getMergedBeanDefinition(name));
	}

	private boolean debug() {
		Setting setting = TelemetryVariable.first(this.environment, SWITCH + "_DEBUG", PREFIX + "debug");
		if (setting == null) {
			return this.properties.debug();
		}
		String word = setting.value().strip().toLowerCase(Locale.ROOT);
		if (!TRUE.contains(word) && !FALSE.contains(word) && this.problems.stream().noneMatch(about("debug"))) {
			this.problems.add(new Problem(setting.toString(), "can't be read", "write true or false"));
		}
		boolean debug = TRUE.contains(word);
		if (debug) {
			checkPresent("tools.jackson.databind.json.JsonMapper");
		}
		return debug;
	}

	private static Predicate<Problem> about(String key) {
		return (problem) -> problem.setting().startsWith(PREFIX + key);
	}

	private @Nullable Endpoint endpoint() {
		Setting setting = TelemetryVariable.first(this.environment, SWITCH + "_ENDPOINT", PREFIX + "endpoint");
		if (setting == null || setting.value().isBlank()) {
			return null;
		}
		checkClient();
		checkSslBundle();
		try {
			Endpoint endpoint = Endpoint.parse(setting.value());
			return (this.problems.isEmpty()) ? endpoint : null;
		}
		catch (IllegalArgumentException ex) {
			this.problems.add(new Problem(setting.toString(), String.valueOf(ex.getMessage()),
					"write a URL such as https://collector.example.com/events"));
			return null;
		}
	}

	private void checkClient() {
		HttpDestination.NEEDED.forEach(this::checkPresent);
	}

	/**
	 * Look for a class as a resource: looking for it as a class would load it.
	 */
	private void checkPresent(String type) {
		ClassLoader classLoader = this.beanFactory.getBeanClassLoader();
		String resource = type.replace('.', '/') + ".class";
		if (classLoader != null && classLoader.getResource(resource) == null) {
			this.problems.add(new Problem("The class " + type, "is missing",
					"depend on rustauth-telemetry-spring-boot-starter, or define a TelemetrySink bean"));
		}
	}

	private void checkSslBundle() {
		String bundle = this.properties.http().ssl().bundle();
		if (bundle == null || bundle.isBlank()) {
			return;
		}
		SslBundles bundles = this.beanFactory.getBeanProvider(SslBundles.class).getIfAvailable();
		if (bundles == null || !bundles.getBundleNames().contains(bundle)) {
			this.problems.add(new Problem(PREFIX + "http.ssl.bundle", "names no SSL bundle",
					"define it under spring.ssl.bundle, or correct the name"));
		}
	}

}
