package dev.rustauth.telemetry.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.springframework.core.io.UrlResource;

import dev.rustauth.telemetry.config.ConfigurationProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every text that can be set, and everything that can become of it: each combination has
 * one outcome. Unset and empty is the default; what can't be obtained isn't replaced by
 * anything.
 */
@Timeout(300)
class SettingsMatrixTests {

	/** What may be any text, so that nothing of it can't be read. */
	private static final Set<String> FREE_TEXTS = Set.of("rustauth.telemetry.project-name",
			"rustauth.telemetry.anonymous-id.key", "rustauth.telemetry.context.database",
			"rustauth.telemetry.context.adapter");

	/**
	 * Each setting and a few options, with what can't be read there, if there is such a
	 * thing.
	 */
	private static final Map<String, @Nullable String> TEXTS = texts();

	private static final Map<String, Object> WEAKER = Map.of("rustauth.telemetry.enabled", "true",
			"rustauth.telemetry.endpoint", "http://127.0.0.1:1/", "spring.application.name", "shop");

	private static final ProcessSettings NOTHING = new ProcessSettings(Map.of(), Map.of());

	private static Map<String, @Nullable String> texts() {
		Map<String, @Nullable String> texts = new LinkedHashMap<>();
		for (String name : settings()) {
			texts.put(name, (FREE_TEXTS.contains(name)) ? null : "hunter2");
		}
		texts.put("rustauth.telemetry.http.headers.Authorization", "a\nhunter2");
		texts.put("rustauth.telemetry.http", "hunter2");
		texts.put("rustauth.telemetry.delivery.retry", "hunter2");
		texts.put("rustauth.telemetry.delivery.batch", "hunter2");
		texts.put("rustauth.telemetry.delivery.batch.max-wait", "hunter2");
		texts.put("spring.application.name", null);
		texts.put("rustauth.base-url", null);
		texts.put("rustauth.plugins", null);
		texts.put("rustauth.plugins[0]", null);
		texts.put("rustauth.user.model-name", null);
		texts.put("rustauth.social-providers.github.prompt", null);
		texts.put("rustauth.on-api-error.error-url", null);
		return texts;
	}

	/**
	 * All that the metadata know, so that a new one can't be forgotten.
	 */
	private static List<String> settings() {
		try {
			for (URL url : Collections.list(SettingsMatrixTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				List<String> names = settings(new UrlResource(url).getContentAsString(StandardCharsets.UTF_8));
				if (!names.isEmpty()) {
					return names;
				}
			}
			throw new IllegalStateException("There are no metadata");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The names between the groups and the hints. No JSON library is there on each line.
	 */
	private static List<String> settings(String metadata) {
		String properties = metadata.replaceFirst("(?s).*?\"properties\": \\[", "")
			.replaceFirst("(?s)\"hints\":.*", "");
		return Pattern.compile("\"name\": \"(rustauth\\.telemetry\\.[^\"]+)\"")
			.matcher(properties)
			.results()
			.map((name) -> name.group(1))
			.toList();
	}

	static Stream<String> keys() {
		return TEXTS.keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("keys")
	void unsetShouldBeTheDefault(String key) {
		Map<String, Object> others = new LinkedHashMap<>(WEAKER);
		others.remove(key);
		try (GenericApplicationContext context = context(new MapPropertySource("others", others))) {
			TelemetryDecision decision = TelemetryDecision.of(new EnvironmentInputs(context, () -> false, NOTHING));
			assertThat(decision.code()).isEqualTo(defaultOf(key));
			assertThat(decision.problems()).isEmpty();
		}
	}

	private static DecisionCode defaultOf(String key) {
		return switch (key) {
			case "rustauth.telemetry.enabled" -> DecisionCode.OFF_NOT_ENABLED;
			case "rustauth.telemetry.endpoint" -> DecisionCode.NO_DESTINATION;
			default -> DecisionCode.ON_ENDPOINT;
		};
	}

	static Stream<Arguments> blank() {
		return TEXTS.keySet().stream().flatMap((key) -> Stream.of(Arguments.of(key, ""), Arguments.of(key, "  ")));
	}

	@ParameterizedTest
	@MethodSource("blank")
	void blankShouldBeUnset(String key, String blank) {
		TelemetryDecision decision = decide(new Store(key, blank), Map.of());
		assertThat(decision.code()).isEqualTo(defaultOf(key));
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
			TelemetryDecision decision = TelemetryDecision.of(new EnvironmentInputs(context, () -> false, NOTHING));
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
			return TelemetryDecision.of(new EnvironmentInputs(context, () -> false, NOTHING));
		}
	}

	private static GenericApplicationContext context(PropertySource<?> store, Map<String, Object> stronger) {
		return context(new MapPropertySource("stronger", stronger), store, new MapPropertySource("weaker", WEAKER));
	}

	private static GenericApplicationContext context(PropertySource<?>... ofTheApplication) {
		GenericApplicationContext context = new GenericApplicationContext();
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
		Stream.of(ofTheApplication).forEach(sources::addLast);
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
