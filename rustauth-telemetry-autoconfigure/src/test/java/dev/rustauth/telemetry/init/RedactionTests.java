package dev.rustauth.telemetry.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;
import dev.rustauth.telemetry.init.FieldRegistry.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What standard and strict redaction let through, place by place, is what the registry
 * claims.
 */
class RedactionTests {

	private static final FieldRegistry REGISTRY = FieldRegistry.get();

	private static final String UNKNOWN = "acme-internal";

	@Test
	void samplesShouldReachEveryOpenPlaceOfTheRegistry() {
		assertThat(InitSample.places()).as("InitSample.plant must know every place that the registry calls open")
			.containsExactlyInAnyOrderElementsOf(REGISTRY.open().stream().map(Entry::path).toList());
	}

	@ParameterizedTest
	@MethodSource("entries")
	void standardShouldDoWhatTheRegistryClaims(Entry entry) {
		List<@Nullable Object> full = values(InitSample.maximal(), Redaction.STANDARD, entry);
		assertThat(full).isNotEmpty();
		switch (entry.standard()) {
			case "as-is" -> {
				if (entry.open()) {
					assertThat(texts(planted(entry, UNKNOWN, Redaction.STANDARD), entry)).contains(UNKNOWN);
				}
				else if (entry.vocabulary() != null) {
					assertThat(full).allSatisfy((value) -> assertThat(value).isIn(entry.words().toArray()));
				}
			}
			case "names" -> assertThat(texts(planted(entry, UNKNOWN, Redaction.STANDARD), entry)).contains(UNKNOWN);
			case "presence" -> assertThat(full).allSatisfy((value) -> assertThat(value).isInstanceOf(Boolean.class));
			case "presence-or-null", "true-or-null" -> {
				assertThat(full).allSatisfy((value) -> assertThat(value).isEqualTo(true));
				assertThat(REGISTRY.values(InitSample.detected(Redaction.STANDARD)).get(entry.path()))
					.containsOnlyNulls();
			}
			case "count" -> assertThat(full).allSatisfy((value) -> assertThat(value).isEqualTo(2));
			case "constant" -> assertThat(full).allSatisfy((value) -> assertThat(value).isEqualTo(entry.constant()));
			case "hash" -> assertThat(full).containsExactly("S4DKou72PjpOzYpxpF6mz0Qghrd7gCdYUi3nwfQm9S4=");
			case "container" ->
				assertThat(full).allSatisfy((value) -> assertThat(value).isInstanceOfAny(Map.class, List.class));
			default -> throw new IllegalArgumentException(entry.standard());
		}
	}

	@ParameterizedTest
	@MethodSource("entries")
	void strictShouldDoWhatTheRegistryClaims(Entry entry) {
		switch (entry.strict()) {
			case "same" -> {
				if (!entry.standard().equals("container")) {
					assertThat(values(InitSample.maximal(), Redaction.STRICT, entry))
						.isEqualTo(values(InitSample.maximal(), Redaction.STANDARD, entry));
				}
			}
			case "known-words" -> {
				assertThat(values(InitSample.maximal(), Redaction.STRICT, entry))
					.allSatisfy((value) -> assertKnown(value, entry));
				if (entry.open()) {
					assertStrict(entry, UNKNOWN, Vocabulary.OTHER);
					entry.words().forEach((word) -> assertStrict(entry, word, word));
				}
			}
			case "numbered" -> {
				assertStrict(entry, UNKNOWN, "field1");
				entry.words().forEach((word) -> assertStrict(entry, word, word));
			}
			case "root-or-custom" -> {
				assertStrict(entry, "/", "root");
				List.of("", "//", "/acme", "root").forEach((path) -> assertStrict(entry, path, "custom"));
			}
			case "major-minor" -> {
				assertStrict(entry, "6.8.0-1018-aws", "6.8");
				assertStrict(entry, "10.0.19045", "10.0");
				assertStrict(entry, "5.15", "5.15");
				List.of(UNKNOWN, "", "6", "acme 6.8", "6.8123456789")
					.forEach((text) -> assertStrict(entry, text, Vocabulary.OTHER));
			}
			case "version-numbers" -> assertVersion(entry);
			case "vendor-word" -> {
				assertStrict(entry, "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz", "intel");
				assertStrict(entry, "AMD64 Family 25 Model 33 Stepping 0, AuthenticAMD", "amd");
				assertStrict(entry, "Apple M3", "apple");
				assertStrict(entry, UNKNOWN, Vocabulary.OTHER);
				assertStrict(entry, "", Vocabulary.OTHER);
			}
			default -> throw new IllegalArgumentException(entry.strict());
		}
	}

	@Test
	void strictShouldKeepTheNumberOfElements() {
		InitSample sample = InitSample.maximal();
		sample.options.plugins("acme-one", "passkey", "acme-two", "acme-one")
			.advanced((advanced) -> advanced.ipAddress((address) -> address.ipAddressHeaders("X-Acme", "X-Real-IP")))
			.user((user) -> user.field("acme", "c").field("zeta", "c").field("emailVerified", "c"));
		Map<String, List<@Nullable Object>> values = REGISTRY.values(sample.event(Redaction.STRICT));
		assertThat(values.get("payload.config.plugins")).containsExactly(List.of("other", "passkey", "other", "other"));
		assertThat(values.get("payload.config.advanced.ipAddress.ipAddressHeaders"))
			.containsExactly(List.of("other", "x-real-ip"));
		assertThat(keys(values.get("payload.config.user.fields"))).containsExactly("email", "emailVerified", "name",
				"field1", "field2");
	}

	@ParameterizedTest
	@CsvSource({ "'select_account consent', 'select_account consent'", "' login  acme ', 'login other'", "'', ''",
			"'LOGIN', 'login'" })
	void strictShouldLookAtEveryWordOfAPrompt(String prompt, String expected) {
		Entry entry = REGISTRY.entry("payload.config.socialProviders[].prompt");
		assertThat(texts(planted(entry, prompt, Redaction.STRICT), entry)).contains(expected);
	}

	@Test
	void strictWhenThereIsNoRuleForAPlaceShouldCloseIt() {
		Map<String, Object> payload = Map.of("new", Map.of("field", "acme", "list", List.of("acme"), "object",
				new StringBuilder("acme"), "number", 1, "flag", true));
		assertThat(StrictRedaction.of(payload)).isEqualTo(Map.of("new",
				Map.of("field", "other", "list", List.of("other"), "object", "other", "number", 1, "flag", true)));
	}

	@Test
	void strictShouldComeBeforeCustomizersWhichMayChangeAnything() {
		List<String> seen = new ArrayList<>();
		Map<String, @Nullable Object> event = InitSample.maximal()
			.plant("payload.runtime.name", UNKNOWN)
			.event(Redaction.STRICT, (payload) -> {
				seen.add(payload.get("runtime").toString());
				((List<?>) ((Map<?, ?>) payload.get("config")).get("plugins")).clear();
				payload.put("own", UNKNOWN);
			});
		assertThat(seen).containsExactly("{name=other, version=21.0.2}");
		assertThat(((Map<?, ?>) event.get("payload")).get("own")).isEqualTo(UNKNOWN);
	}

	@Property(tries = 50)
	void strictWhenAnyTextIsInEveryOpenPlaceShouldTellNoneOfIt(@ForAll("texts") String text) {
		assertNothingOf(text, text);
		assertNothingOf(text, "1.2.3-" + text);
		assertNothingOf(text, "AMD /" + text);
	}

	// Stronger than looking for the text: nothing at all depends on it.
	@Property(tries = 50)
	void strictWhenUnknownWordsDifferShouldGiveTheSamePayload(@ForAll("words") String one,
			@ForAll("words") String two) {
		assertThat(everywhere(one).event(Redaction.STRICT).toString())
			.isEqualTo(everywhere(two).event(Redaction.STRICT).toString());
	}

	// Without digits: a text that is a version may come out as one.
	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.strings()
			.withCharRange(' ', '/')
			.withCharRange(':', '~')
			.withCharRange('\u00a1', '\u2fff')
			.ofMinLength(9)
			.ofMaxLength(40)
			.filter((text) -> Vocabulary.CPU_VENDORS.wordIn(text).equals(Vocabulary.OTHER) && !text.isBlank());
	}

	@Provide
	Arbitrary<String> words() {
		return Arbitraries.strings().withChars("qzjQZJ_-./:é漢").ofMinLength(2).ofMaxLength(30);
	}

	static Stream<Entry> entries() {
		return REGISTRY.fields().stream();
	}

	private static void assertNothingOf(String text, String planted) {
		InitSample sample = everywhere(planted);
		Map<String, @Nullable Object> standard = sample.event(Redaction.STANDARD);
		assertThat(REGISTRY.open()).allSatisfy(
				(entry) -> assertThat(texts(REGISTRY.values(standard).get(entry.path()), entry)).contains(planted));
		List<String> told = new ArrayList<>();
		collect(sample.event(Redaction.STRICT), told);
		assertThat(told).noneMatch((word) -> word.contains(text));
	}

	private static InitSample everywhere(String text) {
		InitSample sample = InitSample.maximal();
		InitSample.places().forEach((path) -> sample.plant(path, text));
		return sample;
	}

	private static void collect(@Nullable Object value, List<String> texts) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, child) -> {
				texts.add(String.valueOf(key));
				collect(child, texts);
			});
		}
		else if (value instanceof List<?> list) {
			list.forEach((element) -> collect(element, texts));
		}
		else {
			texts.add(String.valueOf(value));
		}
	}

	private static void assertVersion(Entry entry) {
		for (String version : List.of("17", "21.0.2", "1.8.0_402", "4.1.0-RC1", "4.1.0-SNAPSHOT", "42.7.4.jre7",
				"5.0.0.Final", "22-ea", "6.0.0-beta.2", "20240303", "23.26.0.0.0")) {
			assertStrict(entry, version, version);
		}
		assertStrict(entry, "42.7.4-acme", "42.7.4");
		assertStrict(entry, "17.0.13-internal+0-adhoc.acme", "17.0.13");
		assertStrict(entry, "1.0-milestone-acme", "1.0");
		assertStrict(entry, "2.0-rc123456", "2.0");
		for (String text : List.of(UNKNOWN, "", "v1.2", "15551234567", " 1.2")) {
			assertStrict(entry, text, Vocabulary.OTHER);
		}
	}

	private static void assertKnown(@Nullable Object value, Entry entry) {
		if (value instanceof List<?> list) {
			list.forEach((element) -> assertKnown(element, entry));
		}
		else if (value != null) {
			assertThat(value).isIn(Stream.concat(entry.words().stream(), Stream.of(Vocabulary.OTHER)).toArray());
		}
	}

	private static void assertStrict(Entry entry, String text, String expected) {
		assertThat(texts(planted(entry, text, Redaction.STRICT), entry)).as("%s of '%s'", entry.strict(), text)
			.contains(expected);
		if (!text.equals(expected) && !expected.startsWith(text)) {
			assertThat(texts(planted(entry, text, Redaction.STRICT), entry)).doesNotContain(text);
		}
	}

	private static List<@Nullable Object> planted(Entry entry, String text, Redaction redaction) {
		return values(InitSample.maximal().plant(entry.path(), text), redaction, entry);
	}

	private static List<@Nullable Object> values(InitSample sample, Redaction redaction, Entry entry) {
		return REGISTRY.values(sample.event(redaction)).get(entry.path());
	}

	/** The texts in a place: the value, the elements of the list, or the keys. */
	private static List<Object> texts(List<@Nullable Object> values, Entry entry) {
		if (entry.standard().equals("names")) {
			return new ArrayList<>(keys(values));
		}
		List<Object> texts = new ArrayList<>();
		for (Object value : values) {
			if (value instanceof List<?> list) {
				texts.addAll(list);
			}
			else if (value != null) {
				texts.add(value);
			}
		}
		return texts;
	}

	private static List<String> keys(List<@Nullable Object> values) {
		return ((Map<?, ?>) values.get(0)).keySet().stream().map(String::valueOf).toList();
	}

}
