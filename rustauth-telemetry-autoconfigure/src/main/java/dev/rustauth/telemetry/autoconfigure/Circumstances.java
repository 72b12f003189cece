package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.ProblemCollectingBindHandler.Bound;
import dev.rustauth.telemetry.config.PropertiesValidator;
import dev.rustauth.telemetry.config.PropertyReader;
import dev.rustauth.telemetry.config.PropertyReader.Setting;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.DecisionInputs;
import dev.rustauth.telemetry.decision.DecisionInputs.EndpointState;
import dev.rustauth.telemetry.decision.Endpoint;

/**
 * What else the decision depends on once somebody wants telemetry outside of a test:
 * whether the settings can be used, and where to send to. The only bean asked for is the
 * registry of SSL bundles, if one is configured.
 *
 * @param test whether this is a test
 * @param sinks sink beans of the application
 * @param debug whether events are printed
 * @param debugSetting where that is said
 * @param endpointSetting where the endpoint is said
 * @param endpoint the endpoint, {@code null} if there is none or it can't be used
 * @param endpointState whether there is an endpoint, and whether it can be used
 * @param properties the settings, with the default for what can't be read
 * @param settingsProblems what can't be used, apart from sinks and endpoint
 * @param problems all that can't be used
 */
record Circumstances(TestCheck test, SinkBeans sinks, boolean debug, @Nullable Setting debugSetting,
		@Nullable Setting endpointSetting, @Nullable Endpoint endpoint, EndpointState endpointState,
		RustAuthTelemetryProperties properties, List<ConfigurationProblem> settingsProblems,
		List<ConfigurationProblem> problems) {

	private static final String PREFIX = RustAuthTelemetryProperties.PREFIX + ".";

	static Circumstances look(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory,
			TestCheck test) {
		return new Look(environment, beanFactory, RustAuthTelemetryProperties.bind(environment)).look(test);
	}

	DecisionInputs inputs(Wishes wishes) {
		return wishes.inputs(!this.settingsProblems.isEmpty(), this.test.inTest(), this.test.skipped(),
				this.sinks.count(), this.debug, this.endpointState);
	}

	private static final class Look {

		private final ConfigurableEnvironment environment;

		private final ConfigurableListableBeanFactory beanFactory;

		private final RustAuthTelemetryProperties properties;

		private final PropertiesValidator settings;

		private final List<ConfigurationProblem> problems;

		private Look(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory,
				Bound<RustAuthTelemetryProperties> bound) {
			this.environment = environment;
			this.beanFactory = beanFactory;
			this.properties = bound.value();
			this.settings = new PropertiesValidator(environment);
			this.problems = new ArrayList<>(bound.problems());
			this.problems.addAll(this.settings.problems(this.properties));
		}

		private Circumstances look(TestCheck test) {
			SinkBeans sinks = SinkBeans.look(this.beanFactory);
			Setting debugSetting = PropertyReader.first(this.environment, DecisionMaker.SWITCH + "_DEBUG",
					PREFIX + "debug");
			boolean debug = debug(debugSetting);
			Setting endpointSetting = PropertyReader.first(this.environment, DecisionMaker.SWITCH + "_ENDPOINT",
					PREFIX + "endpoint");
			boolean hasEndpoint = endpointSetting != null && !endpointSetting.value().isBlank();
			if (hasEndpoint && sinks.count() == 0 && !debug) {
				ClientLibraries.NEEDED.forEach(this::checkPresent);
				checkSslBundle();
			}
			List<ConfigurationProblem> settingsProblems = List.copyOf(this.problems);
			ConfigurationProblem several = sinks.problem();
			if (several != null) {
				this.problems.add(several);
			}
			boolean used = sinks.count() == 0 && !debug;
			Endpoint endpoint = (endpointSetting != null && hasEndpoint) ? endpoint(endpointSetting, used) : null;
			EndpointState state = (hasEndpoint) ? EndpointState.UNUSABLE : EndpointState.ABSENT;
			state = (endpoint != null) ? EndpointState.USABLE : state;
			return new Circumstances(test, sinks, debug, debugSetting, endpointSetting, endpoint, state,
					this.properties, settingsProblems, List.copyOf(this.problems));
		}

		private boolean debug(@Nullable Setting setting) {
			if (setting == null) {
				return this.properties.debug();
			}
			Boolean debug = setting.asBoolean();
			if (debug == null && !setting.value().isBlank()
					&& this.problems.stream().noneMatch((problem) -> problem.setting().equals(PREFIX + "debug"))) {
				this.problems.add(ConfigurationProblem.of(setting, "can't be read", "write true or false"));
			}
			if (debug == null || !debug) {
				return false;
			}
			checkPresent("tools.jackson.databind.json.JsonMapper");
			return true;
		}

		/**
		 * Look for a class as a resource: looking for it as a class would load it.
		 */
		private void checkPresent(String type) {
			ClassLoader classLoader = this.beanFactory.getBeanClassLoader();
			String resource = type.replace('.', '/') + ".class";
			if (classLoader != null && classLoader.getResource(resource) == null) {
				this.problems.add(new ConfigurationProblem("The class " + type, null, "is missing",
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
				this.problems.add(this.settings.problem("http.ssl.bundle", "names no SSL bundle",
						"define it under spring.ssl.bundle, or correct the name"));
			}
		}

		private @Nullable Endpoint endpoint(Setting setting, boolean used) {
			try {
				return Endpoint.parse(setting.value());
			}
			catch (IllegalArgumentException ex) {
				if (used) {
					this.problems.add(ConfigurationProblem.of(setting, String.valueOf(ex.getMessage()),
							"write a URL such as https://collector.example.com/events"));
				}
				return null;
			}
		}

	}

}
