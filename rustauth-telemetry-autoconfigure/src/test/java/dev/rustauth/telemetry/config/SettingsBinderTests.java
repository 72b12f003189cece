package dev.rustauth.telemetry.config;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import dev.rustauth.telemetry.config.ProblemCollectingBindHandler.Bound;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SettingsBinder}: whatever is set, it says what Spring Boot's binder
 * says when it binds everything.
 */
public class SettingsBinderTests {

	@Test
	void bindWhenNothingIsSetShouldGiveTheDefaults() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(SettingsBinder.bind(environment).value()).isEqualTo(RustAuthTelemetryProperties.DEFAULTS);
		assertSame(environment);
	}

	public static Stream<Map.Entry<String, String>> readable() {
		return Map
			.ofEntries(Map.entry("enabled", "true"), Map.entry("debug", "on"),
					Map.entry("endpoint", "https://collector.example.com/"), Map.entry("skip-test-check", "yes"),
					Map.entry("redaction", "strict"), Map.entry("project-name", "shop"),
					Map.entry("context.database", "postgresql"), Map.entry("context.adapter", "jdbc"),
					Map.entry("oauth.enabled", "false"), Map.entry("sources.oauth2-client.enabled", "false"),
					Map.entry("sources.session.enabled", "false"), Map.entry("sources.adapter.enabled", "false"),
					Map.entry("sources.migrations.enabled", "true"), Map.entry("anonymous-id.key", "key"),
					Map.entry("tripwire.enabled", "false"), Map.entry("http.connect-timeout", "3s"),
					Map.entry("http.request-timeout", "4000"), Map.entry("http.headers.Authorization", "Bearer x"),
					Map.entry("http.headers[X-Y.Z]", "z"), Map.entry("http.ssl.bundle", "bundle"),
					Map.entry("http.compression", "GZIP"), Map.entry("delivery.queue-capacity", "7"),
					Map.entry("delivery.max-event-size", "1MB"), Map.entry("delivery.concurrency", "2"),
					Map.entry("delivery.retry.max-attempts", "3"), Map.entry("delivery.retry.initial-backoff", "1s"),
					Map.entry("delivery.retry.max-backoff", "2s"), Map.entry("delivery.retry.deadline", "9s"),
					Map.entry("delivery.shutdown-timeout", "1ms"), Map.entry("fail-on-misconfiguration", "true"))
			.entrySet()
			.stream();
	}

	@ParameterizedTest
	@MethodSource("readable")
	void bindShouldReadEachSetting(Map.Entry<String, String> setting) {
		MockEnvironment environment = with(setting.getKey(), setting.getValue());
		assertThat(SettingsBinder.bind(environment).value()).isNotEqualTo(RustAuthTelemetryProperties.DEFAULTS);
		assertSame(environment);
	}

	@ParameterizedTest
	@MethodSource("readable")
	void bindShouldNameEachSettingThatCannotBeRead(Map.Entry<String, String> setting) {
		assertSame(with(setting.getKey(), "\u0000 nonsense"));
		assertSame(with(setting.getKey(), ""));
		assertSame(with(setting.getKey(), "${nowhere}"));
	}

	@Test
	void bindShouldReadAllSettingsAtOnce() {
		MockEnvironment environment = new MockEnvironment();
		readable().forEach((setting) -> environment
			.setProperty(RustAuthTelemetryProperties.PREFIX + "." + setting.getKey(), setting.getValue()));
		assertSame(environment);
	}

	@ParameterizedTest
	@ValueSource(strings = { "context", "oauth", "sources", "sources.session", "anonymous-id", "tripwire", "http",
			"http.headers", "http.ssl", "delivery", "delivery.retry" })
	void bindShouldNameASectionThatIsSetItself(String section) {
		MockEnvironment environment = with(section, "canary");
		assertThat(SettingsBinder.bind(environment).problems()).singleElement()
			.asString()
			.startsWith("rustauth.telemetry." + section + " ")
			.contains("write the properties below it")
			.doesNotContain("canary");
		assertSame(environment);
	}

	@Test
	void bindShouldReadVariablesAsSpringDoes() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("RUSTAUTH_TELEMETRY", "true", "RUSTAUTH_TELEMETRY_DELIVERY_RETRY_MAXATTEMPTS", "2",
									"RUSTAUTH_TELEMETRY_SKIPTESTCHECK", "true")));
		environment.getPropertySources()
			.addLast(new MapPropertySource("objects",
					Map.of("rustauth.telemetry.enabled", Boolean.TRUE, "rustauth.telemetry.delivery.concurrency", 9)));
		RustAuthTelemetryProperties properties = SettingsBinder.bind(environment).value();
		assertThat(properties.delivery().retry().maxAttempts()).isEqualTo(2);
		assertThat(properties.delivery().concurrency()).isEqualTo(9);
		assertThat(properties.skipTestCheck()).isTrue();
		assertThat(properties.enabled()).isTrue();
		assertThat(SettingsBinder.bind(environment)).isEqualTo(everything(environment));
	}

	private static MockEnvironment with(String key, String value) {
		return new MockEnvironment().withProperty(RustAuthTelemetryProperties.PREFIX + "." + key, value);
	}

	private static void assertSame(MockEnvironment environment) {
		assertThat(SettingsBinder.bind(environment)).isEqualTo(everything(environment));
	}

	private static Bound<RustAuthTelemetryProperties> everything(ConfigurableEnvironment environment) {
		return ProblemCollectingBindHandler.bind(environment, RustAuthTelemetryProperties.PREFIX,
				RustAuthTelemetryProperties.class, false);
	}

}
