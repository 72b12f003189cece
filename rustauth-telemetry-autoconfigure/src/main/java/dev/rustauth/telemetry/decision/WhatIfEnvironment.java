package dev.rustauth.telemetry.decision;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.rustauth.telemetry.config.PropertyReader;

/**
 * An environment like the real one, but for a few values. Variables are put where the
 * process environment has them, properties where the command line has its own. The real
 * environment stays as it is.
 */
final class WhatIfEnvironment {

	private static final String VARIABLES = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private WhatIfEnvironment() {
	}

	static ConfigurableEnvironment of(ConfigurableEnvironment real, Map<String, String> whatIf) {
		Map<String, Object> variables = new LinkedHashMap<>();
		Map<String, Object> properties = new LinkedHashMap<>();
		whatIf.forEach((name, value) -> (isVariable(name) ? variables : properties).put(name, value));
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.setActiveProfiles(real.getActiveProfiles());
		MutablePropertySources sources = environment.getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
		real.getPropertySources()
			.stream()
			.filter((source) -> !PropertyReader.ATTACHED.equals(source.getName()))
			.forEach(sources::addLast);
		Source variableSource = new Source(VARIABLES, variables, sources.get(VARIABLES));
		if (sources.contains(VARIABLES)) {
			sources.replace(VARIABLES, variableSource);
		}
		else {
			sources.addLast(variableSource);
		}
		sources.addFirst(new Source("whatIf", properties, null));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	static boolean isVariable(String name) {
		return name.indexOf('.') < 0;
	}

	private static Map<String, Object> merge(Map<String, Object> whatIf, @Nullable PropertySource<?> behind) {
		Map<String, Object> merged = new LinkedHashMap<>();
		if (behind != null && behind.getSource() instanceof Map<?, ?> map) {
			map.forEach((name, value) -> merged.put(String.valueOf(name), value));
		}
		merged.putAll(whatIf);
		return merged;
	}

	/**
	 * Values that were asked about, in front of the real ones.
	 */
	private static final class Source extends SystemEnvironmentPropertySource implements OriginLookup<String> {

		private final Map<String, Object> whatIf;

		private final @Nullable PropertySource<?> behind;

		Source(String name, Map<String, Object> whatIf, @Nullable PropertySource<?> behind) {
			super(name, merge(whatIf, behind));
			this.whatIf = whatIf;
			this.behind = behind;
		}

		@Override
		public @Nullable Origin getOrigin(String key) {
			return (this.whatIf.containsKey(key)) ? new WhatIfOrigin() : OriginLookup.getOrigin(this.behind, key);
		}

	}

	/**
	 * Where a value comes from that was asked about.
	 */
	private record WhatIfOrigin() implements Origin {

		@Override
		public String toString() {
			return "what-if";
		}

	}

}
