package dev.rustauth.telemetry.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

import dev.rustauth.telemetry.config.ProblemCollectingBindHandler.Bound;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RustAuthTelemetryProperties} and how they are bound.
 */
class RustAuthTelemetryPropertiesTests {

	private static final Map<String, @Nullable Object> DEFAULTS = values(new RustAuthTelemetryProperties());

	@Test
	void bindWhenNothingIsSetShouldGiveTheDefaults() {
		Bound<RustAuthTelemetryProperties> bound = RustAuthTelemetryProperties.bind(new MockEnvironment());
		assertThat(values(bound.value())).isEqualTo(DEFAULTS);
		assertThat(bound.problems()).isEmpty();
	}

	static Stream<Map.Entry<String, String>> readable() {
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
					Map.entry("delivery.batch.max-events", "100"), Map.entry("delivery.batch.max-wait", "250ms"),
					Map.entry("delivery.retry.max-attempts", "3"), Map.entry("delivery.retry.initial-backoff", "1s"),
					Map.entry("delivery.retry.max-backoff", "2s"), Map.entry("delivery.retry.deadline", "9s"),
					Map.entry("delivery.shutdown-timeout", "1ms"), Map.entry("fail-on-misconfiguration", "true"))
			.entrySet()
			.stream();
	}

	@ParameterizedTest
	@MethodSource("readable")
	void bindShouldReadEachSettingAndNothingElse(Map.Entry<String, String> setting) {
		Bound<RustAuthTelemetryProperties> bound = bind(setting.getKey(), setting.getValue());
		Map<String, @Nullable Object> values = values(bound.value());
		String changed = setting.getKey().replaceFirst("(headers).*", "$1").replaceAll("-", "");
		assertThat(values).isNotEqualTo(DEFAULTS);
		values.keySet().removeIf((name) -> name.equalsIgnoreCase(changed));
		assertThat(DEFAULTS).containsAllEntriesOf(values);
		assertThat(bound.problems()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("readable")
	void bindShouldNameEachSettingThatCannotBeRead(Map.Entry<String, String> setting) {
		boolean text = Stream.of("endpoint", "name", "context", "key", "headers", "bundle")
			.anyMatch(setting.getKey()::contains);
		Bound<RustAuthTelemetryProperties> nonsense = bind(setting.getKey(), "\u0000 nonsense");
		assertThat(nonsense.problems()).hasSize((text) ? 0 : 1);
		assertThat(bind(setting.getKey(), "").problems()).isEmpty();
		if (!setting.getKey().equals("anonymous-id.key")) {
			assertThat(values(bind(setting.getKey(), "").value())).isEqualTo(DEFAULTS);
			assertThat(values(bind(setting.getKey(), "  ").value())).isEqualTo(DEFAULTS);
		}
		Bound<RustAuthTelemetryProperties> unresolved = bind(setting.getKey(), "a${nowhere}");
		assertThat(values(unresolved.value())).isEqualTo(DEFAULTS);
		assertThat(unresolved.problems()).singleElement()
			.asString()
			.contains("holds a placeholder that can't be resolved")
			.doesNotContain("nowhere");
	}

	@ParameterizedTest
	@ValueSource(strings = { "context", "oauth", "sources", "sources.session", "anonymous-id", "tripwire", "http",
			"http.headers", "http.ssl", "delivery", "delivery.retry" })
	void bindShouldNameASectionThatIsSetItselfUnlessToNothing(String section) {
		assertThat(bind(section, "canary").problems()).singleElement()
			.asString()
			.startsWith("rustauth.telemetry." + section + " ")
			.contains("write the properties below it")
			.doesNotContain("canary");
		assertThat(bind(section, "").problems()).isEmpty();
		assertThat(bind(section, " ").problems()).isEmpty();
	}

	@Test
	void sectionThatIsSetToNothingShouldNotHideWhatIsSetElsewhere() {
		ConfigurableEnvironment environment = withVariables(Map.of("RUSTAUTH_TELEMETRY_HTTP", "",
				"RUSTAUTH_TELEMETRY_HTTP_HEADERS", "", "RUSTAUTH_TELEMETRY_DELIVERY_RETRY", ""));
		environment.getPropertySources()
			.addLast(new MapPropertySource("file",
					Map.of("rustauth.telemetry.http.headers.a", "b", "rustauth.telemetry.http.request-timeout", "3",
							"rustauth.telemetry.delivery.retry.deadline", "4")));
		Bound<RustAuthTelemetryProperties> bound = RustAuthTelemetryProperties.bind(environment);
		assertThat(bound.problems()).isEmpty();
		assertThat(bound.value().getHttp().getHeaders()).containsExactly(Map.entry("a", "b"));
		assertThat(bound.value().getHttp().getRequestTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(bound.value().getDelivery().getRetry().getDeadline()).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void bindShouldReadVariablesAsSpringDoes() {
		ConfigurableEnvironment environment = withVariables(Map.of("RUSTAUTH_TELEMETRY", "true",
				"RUSTAUTH_TELEMETRY_DELIVERY_RETRY_MAXATTEMPTS", "2", "RUSTAUTH_TELEMETRY_SKIPTESTCHECK", "true"));
		environment.getPropertySources()
			.addLast(new MapPropertySource("objects",
					Map.of("rustauth.telemetry.enabled", Boolean.TRUE, "rustauth.telemetry.delivery.concurrency", 9)));
		RustAuthTelemetryProperties properties = RustAuthTelemetryProperties.bind(environment).value();
		assertThat(properties.getDelivery().getRetry().getMaxAttempts()).isEqualTo(2);
		assertThat(properties.getDelivery().getConcurrency()).isEqualTo(9);
		assertThat(properties.isSkipTestCheck()).isTrue();
		assertThat(properties.getEnabled()).isTrue();
	}

	// The name x.api.key reached collectors, in silence.
	@ParameterizedTest
	@CsvSource({ "RUSTAUTH_TELEMETRY_HTTP_HEADERS_X_API_KEY, X-Api-Key",
			"rustauth_telemetry_http_headers_x_api_key, X-Api-Key",
			"RUSTAUTH_TELEMETRY_HTTP_HEADERS_AUTHORIZATION, Authorization",
			"RUSTAUTH_TELEMETRY_HTTP_HEADERS_X_2_KEY, X-2-Key" })
	void underscoreInAHeaderThatAVariableSetsShouldBeAHyphen(String variable, String header) {
		ConfigurableEnvironment environment = withVariables(Map.of(variable, "sekret"));
		assertThat(RustAuthTelemetryProperties.bind(environment).value().getHttp().getHeaders())
			.containsExactly(Map.entry(header, "sekret"));
	}

	@ParameterizedTest
	@CsvSource({ "RUSTAUTH_TELEMETRY_HTTP_HEADERS_X_API_KEY, rustauth.telemetry.http.headers.x.api.key",
			"RUSTAUTH_TELEMETRY_HTTP_HEADERS_AUTHORIZATION, rustauth.telemetry.http.headers.authorization",
			"RUSTAUTH_TELEMETRY_ANONYMOUS_ID_KEY, rustauth.telemetry.anonymous-id.key",
			"RUSTAUTH_TELEMETRY_ANONYMOUSID_KEY, rustauth.telemetry.anonymous-id.key" })
	void placeholderInAVariableShouldBeNamedWithTheVariable(String variable, String setting) {
		ConfigurableEnvironment environment = withVariables(Map.of(variable, "Bearer ${hunter2}"));
		assertThat(RustAuthTelemetryProperties.bind(environment).problems()).singleElement()
			.asString()
			.startsWith(setting + " (\"" + variable + "\"")
			.contains("holds a placeholder that can't be resolved")
			.doesNotContain("hunter2");
	}

	@Test
	void headerShouldBeTheOneWithTheHighestPrecedenceInWhateverCase() {
		ConfigurableEnvironment environment = withVariables(
				Map.of("RUSTAUTH_TELEMETRY_HTTP_HEADERS_X_API_KEY", "variable"));
		environment.getPropertySources()
			.addLast(new MapPropertySource("file", Map.of("rustauth.telemetry.http.headers.x-api-key", "file",
					"rustauth.telemetry.http.headers[x.y]", "dots", "rustauth.telemetry.http.headers.empty", "")));
		assertThat(RustAuthTelemetryProperties.bind(environment).value().getHttp().getHeaders())
			.containsOnly(Map.entry("X-Api-Key", "variable"), Map.entry("x.y", "dots"));
	}

	@Test
	void bareNumberShouldBeSecondsOrBytes() {
		assertThat(bind("http.request-timeout", "10").value().getHttp().getRequestTimeout())
			.isEqualTo(Duration.ofSeconds(10));
		assertThat(bind("delivery.retry.initial-backoff", "1").value().getDelivery().getRetry().getInitialBackoff())
			.isEqualTo(Duration.ofSeconds(1));
		assertThat(bind("delivery.max-event-size", "8192").value().getDelivery().getMaxEventSize())
			.isEqualTo(DataSize.ofKilobytes(8));
	}

	@Test
	void everyDurationShouldCountABareNumberInSeconds() {
		assertThat(readable().map(Map.Entry::getKey)
			.filter((key) -> DEFAULTS.get(camel(key)) instanceof Duration)
			.map((key) -> values(bind(key, "7").value()).get(camel(key)))).hasSize(7)
			.containsOnly(Duration.ofSeconds(7));
	}

	// What is longer overflows where it is counted in milliseconds or nanoseconds.
	@ParameterizedTest
	@ValueSource(strings = { "-1", "-1ms", "25h", "30d", "86401", "9223372036854775807" })
	void everyDurationShouldRefuseWhatIsTooShortOrLongWithTheUnit(String value) {
		List<String> keys = readable().map(Map.Entry::getKey)
			.filter((key) -> DEFAULTS.get(camel(key)) instanceof Duration)
			.toList();
		assertThat(keys).hasSize(7).allSatisfy((key) -> {
			assertThat(problems(key, value)).singleElement()
				.asString()
				.startsWith("rustauth.telemetry." + key + " ")
				.contains("such as", "up to 1d; without a unit it is seconds");
			assertThat(problems(key, "1d")).isEmpty();
			assertThat(problems(key, "0"))
				.hasSize((List.of("delivery.shutdown-timeout", "delivery.batch.max-wait").contains(key)) ? 0 : 1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "64", "4095", "1KB", "65MB", "-1" })
	void tooSmallOrLargeSizeShouldBeRefusedWithTheUnit(String size) {
		assertThat(problems("delivery.max-event-size", size)).singleElement()
			.asString()
			.contains("write a size with its unit, from 4KB to 64MB; without one it is bytes");
	}

	private static List<ConfigurationProblem> problems(String key, String value) {
		MockEnvironment environment = with(key, value);
		return new PropertiesValidator(environment).problems(RustAuthTelemetryProperties.bind(environment).value());
	}

	private static Bound<RustAuthTelemetryProperties> bind(String key, String value) {
		return RustAuthTelemetryProperties.bind(with(key, value));
	}

	private static MockEnvironment with(String key, String value) {
		return new MockEnvironment().withProperty(RustAuthTelemetryProperties.PREFIX + "." + key, value);
	}

	private static StandardEnvironment withVariables(Map<String, Object> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		return environment;
	}

	private static String camel(String key) {
		StringBuilder name = new StringBuilder();
		for (String word : key.split("-")) {
			name.append((name.isEmpty()) ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
		}
		return name.toString();
	}

	/**
	 * Each value, sections taken apart.
	 */
	static Map<String, @Nullable Object> values(Object bean) {
		Map<String, @Nullable Object> values = new TreeMap<>();
		BeanWrapper wrapper = new BeanWrapperImpl(bean);
		Arrays.stream(wrapper.getPropertyDescriptors())
			.filter((property) -> !property.getName().equals("class"))
			.forEach((property) -> {
				Object value = wrapper.getPropertyValue(property.getName());
				if (value != null && value.getClass().getEnclosingClass() == RustAuthTelemetryProperties.class
						&& !value.getClass().isEnum()) {
					values(value).forEach((name, nested) -> values.put(property.getName() + "." + name, nested));
				}
				else {
					values.put(property.getName(), value);
				}
			});
		return values;
	}

}
