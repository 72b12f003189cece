package dev.rustauth.telemetry.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.AuthOptionsBinder;
import dev.rustauth.telemetry.config.BeanCandidates;
import dev.rustauth.telemetry.config.ClientLibraries;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.Origins;
import dev.rustauth.telemetry.config.ProblemCollectingBindHandler.Bound;
import dev.rustauth.telemetry.config.PropertiesValidator;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.config.Setting;
import dev.rustauth.telemetry.config.TestEnvironment;
import dev.rustauth.telemetry.decision.DecisionReport.Input;

/**
 * Reads the decision's inputs from the environment and the bean factory, each when it is
 * needed. The only bean that is fetched is the registry of SSL bundles, if one is
 * configured.
 */
final class EnvironmentInputs implements DecisionInputs {

	private static final String PREFIX = RustAuthTelemetryProperties.PREFIX + ".";

	private final ConfigurableEnvironment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	private final OptOuts optOuts;

	private final BooleanSupplier calledFromTest;

	private @Nullable List<String> sinks;

	private @Nullable RustAuthTelemetryProperties properties;

	private @Nullable List<ConfigurationProblem> problems;

	EnvironmentInputs(ConfigurableApplicationContext context, BooleanSupplier calledFromTest, ProcessSettings process) {
		this(context, context.getEnvironment(), calledFromTest, process);
	}

	private EnvironmentInputs(ConfigurableApplicationContext context, ConfigurableEnvironment environment,
			BooleanSupplier calledFromTest, ProcessSettings process) {
		this.environment = environment;
		this.beanFactory = context.getBeanFactory();
		this.optOuts = new OptOuts(environment, context.getParent(), process);
		this.calledFromTest = calledFromTest;
	}

	/**
	 * The inputs as they would be with other variables and properties.
	 */
	static EnvironmentInputs whatIf(ConfigurableApplicationContext context, BooleanSupplier calledFromTest,
			Map<String, String> values) {
		ConfigurableEnvironment environment = (values.isEmpty()) ? context.getEnvironment()
				: WhatIfEnvironment.of(context.getEnvironment(), values);
		Map<String, String> variables = new LinkedHashMap<>(values);
		variables.keySet().removeIf((name) -> !WhatIfEnvironment.isVariable(name));
		return new EnvironmentInputs(context, environment, calledFromTest, ProcessSettings.current().with(variables));
	}

	@Override
	public List<Setting> switches() {
		return this.optOuts.switches();
	}

	@Override
	public List<Setting> doNotTrack() {
		return this.optOuts.doNotTrack();
	}

	@Override
	public @Nullable Setting enabled() {
		return first("enabled");
	}

	@Override
	public @Nullable Input test() {
		String evidence = TestEnvironment.evidence(this.environment);
		if (evidence == null) {
			return (this.calledFromTest.getAsBoolean()) ? new Input("test", "a test framework runs", null) : null;
		}
		Setting setting = switch (evidence) {
			case "RUST_ENV=test" -> PropertyReader.first(this.environment, "RUST_ENV", "rust-env");
			case "TEST is set" -> PropertyReader.first(this.environment, "TEST", "test");
			case "profile test" -> profiles();
			default -> null;
		};
		return new Input("test", evidence, (setting != null) ? setting.origin() : null);
	}

	private @Nullable Setting profiles() {
		String kind = (this.environment.getActiveProfiles().length > 0) ? "active" : "default";
		return PropertyReader.first(this.environment, null, "spring.profiles." + kind);
	}

	@Override
	public @Nullable Setting skipTestCheck() {
		return first("skip-test-check");
	}

	@Override
	public List<Input> sinks() {
		return sinkBeans().stream()
			.map((name) -> new Input("TelemetrySink", "bean " + name, Origins.of(this.beanFactory, name)))
			.toList();
	}

	@Override
	public @Nullable Setting debug() {
		return PropertyReader.first(this.environment, OptOuts.SWITCH + "_DEBUG", PREFIX + "debug");
	}

	@Override
	public @Nullable Setting endpoint() {
		return PropertyReader.first(this.environment, OptOuts.SWITCH + "_ENDPOINT", PREFIX + "endpoint");
	}

	@Override
	public @Nullable CollectorUrl collector() {
		Setting setting = endpoint();
		if (setting == null || setting.isBlank() || setting.failure() != null) {
			return null;
		}
		try {
			return CollectorUrl.parse(setting.value());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public List<ConfigurationProblem> problems() {
		if (this.problems == null) {
			this.problems = findProblems();
		}
		return this.problems;
	}

	/**
	 * The settings, which are bound when their problems are asked for.
	 */
	RustAuthTelemetryProperties properties() {
		return Objects.requireNonNull(this.properties);
	}

	/**
	 * The auth options that can't be read, which no rule asks for.
	 */
	List<ConfigurationProblem> optionProblems() {
		return AuthOptionsBinder.problems(this.environment, this.beanFactory);
	}

	private List<String> sinkBeans() {
		if (this.sinks == null) {
			this.sinks = BeanCandidates.of(this.beanFactory, TelemetrySink.class);
		}
		return this.sinks;
	}

	private @Nullable Setting first(String key) {
		return PropertyReader.first(this.environment, null, PREFIX + key);
	}

	private List<ConfigurationProblem> findProblems() {
		List<ConfigurationProblem> problems = new ArrayList<>(this.optOuts.unobtainable());
		Bound<RustAuthTelemetryProperties> bound = RustAuthTelemetryProperties.bind(this.environment);
		this.properties = bound.value();
		problems.addAll(bound.problems());
		PropertiesValidator validator = new PropertiesValidator(this.environment);
		problems.addAll(validator.problems(bound.value()));
		problems.addAll(AuthOptionsBinder.unobtainable(this.environment, this.beanFactory));
		findDebugProblems(problems);
		List<String> sinks = sinkBeans();
		if (sinks.size() > 1) {
			problems.add(new ConfigurationProblem("TelemetrySink", null, "has several beans " + sinks,
					"keep one of them, or mark one with @Primary"));
		}
		Setting endpoint = endpoint();
		if (sinks.isEmpty() && !Setting.isTrue(debug()) && endpoint != null && !endpoint.isBlank()) {
			ClientLibraries.NEEDED.forEach((type) -> checkPresent(problems, type));
			checkSslBundle(problems, validator);
			checkEndpoint(problems, endpoint);
		}
		return problems.stream().distinct().toList();
	}

	/**
	 * The variable may be set where Spring doesn't take it for the property, so that it
	 * isn't bound.
	 */
	private void findDebugProblems(List<ConfigurationProblem> problems) {
		Setting debug = debug();
		if (Setting.isTrue(debug)) {
			checkPresent(problems, ClientLibraries.JSON);
		}
		else if (debug != null && !debug.isBlank() && debug.asBoolean() == null
				&& problems.stream().noneMatch((problem) -> problem.setting().equals(PREFIX + "debug"))) {
			problems.add(debug.asProblem("can't be read", "write true or false"));
		}
	}

	/**
	 * Look for a class as a resource: looking for it as a class would load it.
	 */
	private void checkPresent(List<ConfigurationProblem> problems, String type) {
		ClassLoader classLoader = this.beanFactory.getBeanClassLoader();
		String resource = ClassUtils.convertClassNameToResourcePath(type) + ClassUtils.CLASS_FILE_SUFFIX;
		if (classLoader != null && classLoader.getResource(resource) == null) {
			problems.add(new ConfigurationProblem("The class " + type, null, "is missing",
					"depend on rustauth-telemetry-spring-boot-starter, or define a TelemetrySink bean"));
		}
	}

	private void checkSslBundle(List<ConfigurationProblem> problems, PropertiesValidator validator) {
		String bundle = properties().getHttp().getSsl().getBundle();
		if (bundle == null) {
			return;
		}
		SslBundles bundles = this.beanFactory.getBeanProvider(SslBundles.class).getIfAvailable();
		if (bundles == null || !bundles.getBundleNames().contains(bundle)) {
			problems.add(validator.problem("http.ssl.bundle", "names no SSL bundle",
					"define it under spring.ssl.bundle, or correct the name"));
		}
	}

	private static void checkEndpoint(List<ConfigurationProblem> problems, Setting setting) {
		try {
			CollectorUrl.parse(setting.value());
		}
		catch (IllegalArgumentException ex) {
			problems.add(setting.asProblem(String.valueOf(ex.getMessage()),
					"write a URL such as https://collector.example.com/events"));
		}
	}

}
