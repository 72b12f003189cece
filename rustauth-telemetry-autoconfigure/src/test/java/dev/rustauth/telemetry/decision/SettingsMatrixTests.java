package dev.rustauth.telemetry.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

import dev.rustauth.telemetry.config.ConfigurationProblem;
import dev.rustauth.telemetry.config.ProcessSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every text that can be set, and everything that can become of it: each combination has
 * one outcome. Unset and empty is the default; what can't be obtained isn't replaced by
 * anything.
 */
@Timeout(300)
class SettingsMatrixTests {

	/** Each text, with what can't be read there, if there is such a thing. */
	private static final Map<String, @Nullable String> TEXTS = texts();

	private static final ProcessSettings NOTHING = new ProcessSettings(Map.of(), Map.of());

	private static Map<String, @Nullable String> texts() {
		Map<String, @Nullable String> texts = new LinkedHashMap<>();
		texts.put("rustauth.telemetry.enabled", "hunter2");
		texts.put("rustauth.telemetry.endpoint", "hunter2");
		texts.put("rustauth.telemetry.debug", "hunter2");
		texts.put("rustauth.telemetry.redaction", "hunter2");
		texts.put("rustauth.telemetry.project-name", null);
		texts.put("rustauth.telemetry.anonymous-id.key", null);
		texts.put("rustauth.telemetry.context.database", null);
		texts.put("rustauth.telemetry.context.adapter", null);
		texts.put("rustauth.telemetry.http.headers", "hunter2");
		texts.put("rustauth.telemetry.http.headers.Authorization", "a\nhunter2");
		texts.put("rustauth.telemetry.http", "hunter2");
		texts.put("rustauth.telemetry.http.request-timeout", "hunter2");
		texts.put("rustauth.telemetry.http.ssl.bundle", "hunter2");
		texts.put("rustauth.telemetry.http.compression", "hunter2");
		texts.put("rustauth.telemetry.delivery.max-event-size", "hunter2");
		texts.put("rustauth.telemetry.delivery.retry", "hunter2");
		texts.put("spring.application.name", null);
		texts.put("rustauth.base-url", null);
		texts.put("rustauth.plugins", null);
		texts.put("rustauth.plugins[0]", null);
		texts.put("rustauth.user.model-name", null);
		texts.put("rustauth.social-providers.github.prompt", null);
		texts.put("rustauth.on-api-error.error-url", null);
		return texts;
	}

	static Stream<Arguments> blank() {
		return TEXTS.keySet().stream().flatMap((key) -> Stream.of(Arguments.of(key, ""), Arguments.of(key, "  ")));
	}

	@ParameterizedTest
	@MethodSource("blank")
	void blankShouldBeUnset(String key, String blank) {
		TelemetryDecision decision = decide(new Store(key, blank), Map.of());
		DecisionCode expected = switch (key) {
			case "rustauth.telemetry.enabled" -> DecisionCode.OFF_NOT_ENABLED;
			case "rustauth.telemetry.endpoint" -> DecisionCode.NO_DESTINATION;
			default -> DecisionCode.ON_ENDPOINT;
		};
		assertThat(decision.code()).isEqualTo(expected);
		assertThat(decision.problems()).isEmpty();
	}

	static Stream<Arguments> unobtainable() {
		return TEXTS.keySet()
			.stream()
			.flatMap((key) -> Stream.of("a${hunter2}", "${a:${hunter2}}", "${a${hunter2}}", null)
				.map((value) -> Arguments.of(key, value)));
	}

	@ParameterizedTest
	@MethodSource("unobtainable")
	void unobtainableShouldMeanOffWithAReasonWhetherOrNotTheSourceListsItsNames(String key, @Nullable String value) {
		for (PropertySource<?> source : List.of(new Store(key, value), new Store(key, value).withoutNames())) {
			if (isFoundByNamesOnly(key) && !(source instanceof EnumerablePropertySource)) {
				continue;
			}
			TelemetryDecision decision = decide(source, Map.of());
			assertThat(decision.code()).isEqualTo(DecisionCode.OFF_MISCONFIGURED);
			assertThat(decision.problems()).singleElement().satisfies((problem) -> {
				assertThat(problem.setting()).isEqualToIgnoringCase(key);
				assertThat(problem.origin()).contains("the store");
				assertThat(problem.problem()).contains((value != null) ? "placeholder" : "its property source failed");
				assertThat(problem.toString()).doesNotContain("hunter2");
			});
		}
	}

	/**
	 * Entries of maps and lists, and options: nobody can ask for each name there could
	 * be.
	 */
	private static boolean isFoundByNamesOnly(String key) {
		return key.contains("headers.") || (key.startsWith("rustauth.") && !key.startsWith("rustauth.telemetry.")
				&& !key.equals("rustauth.base-url"));
	}

	@ParameterizedTest
	@MethodSource("unobtainable")
	void unobtainableShouldFailTheStartWhereThatIsWanted(String key, @Nullable String value) {
		try (GenericApplicationContext context = context(new Store(key, value), Map.of())) {
			TelemetryDecision decision = new DecisionEvaluator(context, () -> false, NOTHING).decide();
			decision.failIfMisconfigured(context);
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("fail", Map.of("rustauth.telemetry.fail-on-misconfiguration", "true")));
			assertThatExceptionOfType(TelemetryMisconfiguredException.class)
				.isThrownBy(() -> decision.failIfMisconfigured(context))
				.withMessageContaining("the store")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunter2"));
		}
	}

	@ParameterizedTest
	@MethodSource("unobtainable")
	void unobtainableShouldNotMatterWhileOffOrBehindWhatCan(String key, @Nullable String value) {
		assertThat(decide(new Store(key, value), Map.of("RUSTAUTH_TELEMETRY", "off")).problems()).isEmpty();
		String good = switch (key) {
			case "rustauth.telemetry.enabled" -> "true";
			case "rustauth.telemetry.endpoint" -> "http://127.0.0.1:1/";
			default -> "";
		};
		assertThat(decide(new Store(key, value), Map.of(key, good)).code()).isEqualTo(DecisionCode.ON_ENDPOINT);
	}

	static Stream<Arguments> unreadable() {
		return TEXTS.entrySet()
			.stream()
			.filter((text) -> text.getValue() != null)
			.map((text) -> Arguments.of(text.getKey(), text.getValue()));
	}

	@ParameterizedTest
	@MethodSource("unreadable")
	void unreadableShouldMeanOffWithAReason(String key, String value) {
		TelemetryDecision decision = decide(new Store(key, value), Map.of());
		assertThat(decision.code()).isEqualTo(DecisionCode.OFF_MISCONFIGURED);
		assertThat(decision.problems()).singleElement()
			.asString()
			.startsWith(key.replace(".Authorization", "") + " ")
			.doesNotContain("hunter2");
	}

	@Test
	void unobtainableSwitchShouldMeanOffWithAReasonOnceTelemetryIsWanted() {
		for (String name : List.of("RUSTAUTH_TELEMETRY", "DO_NOT_TRACK")) {
			TelemetryDecision decision = decide(new Store(name, null), Map.of());
			assertThat(decision.code()).isEqualTo(DecisionCode.OFF_MISCONFIGURED);
			assertThat(decision.problems()).extracting(ConfigurationProblem::setting).contains(name);
			assertThat(decide(new Store(name, null), Map.of("rustauth.telemetry.enabled", "false")).problems())
				.isEmpty();
		}
	}

	@Test
	void optionsOfSomebodyElseShouldNotMatter() {
		assertThat(decide(new Store("rustauth.other.key", null), Map.of()).code()).isEqualTo(DecisionCode.ON_ENDPOINT);
	}

	private static TelemetryDecision decide(PropertySource<?> store, Map<String, Object> stronger) {
		try (GenericApplicationContext context = context(store, stronger)) {
			return new DecisionEvaluator(context, () -> false, NOTHING).decide();
		}
	}

	private static GenericApplicationContext context(PropertySource<?> store, Map<String, Object> stronger) {
		GenericApplicationContext context = new GenericApplicationContext();
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
		sources.addLast(new MapPropertySource("stronger", stronger));
		sources.addLast(store);
		sources.addLast(new MapPropertySource("weaker", Map.of("rustauth.telemetry.enabled", "true",
				"rustauth.telemetry.endpoint", "http://127.0.0.1:1/", "spring.application.name", "shop")));
		context.refresh();
		return context;
	}

	/**
	 * A secret store.
	 */
	private static final class Store extends EnumerablePropertySource<Object> {

		private final String key;

		private final @Nullable String value;

		Store(String key, @Nullable String value) {
			super("the store", new Object());
			this.key = key;
			this.value = value;
		}

		@Override
		public String[] getPropertyNames() {
			return new String[] { this.key };
		}

		@Override
		public @Nullable Object getProperty(String name) {
			if (!name.equals(this.key)) {
				return null;
			}
			if (this.value == null) {
				throw new IllegalStateException("hunter2: the lease ended");
			}
			return this.value;
		}

		PropertySource<?> withoutNames() {
			return new PropertySource<>("the store", this) {

				@Override
				public @Nullable Object getProperty(String asked) {
					return getSource().getProperty(asked);
				}

			};
		}

	}

}
