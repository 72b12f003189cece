package dev.rustauth.telemetry.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.rustauth.telemetry.config.ProblemCollectingBindHandler.Bound;

/**
 * Binds the settings of an application that wants telemetry, as Spring Boot would, but in
 * a fraction of the time, since the start of the application waits for it: most
 * applications set two of forty, and only what is set is bound.
 */
public final class SettingsBinder {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName
		.of(RustAuthTelemetryProperties.PREFIX);

	private final ConfigurableEnvironment environment;

	private final List<ConfigurationProblem> problems = new ArrayList<>();

	private SettingsBinder(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	public static Bound<RustAuthTelemetryProperties> bind(ConfigurableEnvironment environment) {
		SettingsBinder binder = new SettingsBinder(environment);
		RustAuthTelemetryProperties properties = binder.bind(RustAuthTelemetryProperties.DEFAULTS);
		return new Bound<>(properties, List.copyOf(binder.problems));
	}

	private RustAuthTelemetryProperties bind(RustAuthTelemetryProperties defaults) {
		return new RustAuthTelemetryProperties(value("enabled", Boolean.class), value("debug", defaults.debug()),
				value("endpoint", String.class), value("skip-test-check", defaults.skipTestCheck()),
				bind("redaction", Redaction.class, defaults.redaction()), value("project-name", String.class),
				value("context", defaults.context()), value("oauth", defaults.oauth()),
				value("sources", defaults.sources()), value("anonymous-id", defaults.anonymousId()),
				value("tripwire", defaults.tripwire()), value("http", defaults.http()),
				value("delivery", defaults.delivery()),
				value("fail-on-misconfiguration", defaults.failOnMisconfiguration()));
	}

	@SuppressWarnings("unchecked")
	private <T> T value(String key, T defaultValue) {
		return bind(key, (Class<T>) defaultValue.getClass(), defaultValue);
	}

	private <T> T bind(String key, Class<T> type, T defaultValue) {
		T value = value(key, type);
		return (value != null) ? value : defaultValue;
	}

	private <T> @Nullable T value(String key, Class<T> type) {
		ConfigurationPropertyName name = PREFIX.append(key);
		return (isSet(name)) ? ProblemCollectingBindHandler.bind(this.environment, name, type, this.problems) : null;
	}

	private boolean isSet(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : PropertyReader.adapted(this.environment)) {
			if (source.getConfigurationProperty(name) != null
					|| source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT) {
				return true;
			}
		}
		return false;
	}

}
