package dev.rustauth.telemetry.init;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;
import dev.rustauth.telemetry.init.FieldRegistry.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The field registry against itself, against what is really produced, and against the
 * words the code knows.
 */
class FieldRegistryTests {

	private static final FieldRegistry REGISTRY = FieldRegistry.get();

	@Test
	void entriesShouldBeWellFormed() {
		assertThat(REGISTRY.fields()).extracting(Entry::path).doesNotHaveDuplicates();
		assertThat(REGISTRY.fields()).allSatisfy((entry) -> {
			assertThat(REGISTRY.standard()).as("%s: standard", entry).containsKey(entry.standard());
			assertThat(REGISTRY.strict()).as("%s: strict", entry).containsKey(entry.strict());
			assertThat(REGISTRY.sensitivity()).as("%s: sensitivity", entry).containsKey(entry.sensitivity());
			assertThat(entry.why()).as("%s: why", entry).endsWith(".").hasSizeGreaterThan(15);
			assertThat(entry.since()).as("%s: since", entry).matches("\\d+\\.\\d+\\.\\d+");
			assertThat(entry.type()).as("%s: type", entry).isNotEmpty();
			if (entry.vocabulary() != null) {
				assertThat(REGISTRY.vocabularies()).as("%s: vocabulary", entry).containsKey(entry.vocabulary());
			}
		});
	}

	@Test
	void openPlacesShouldBeExactlyTheTextsThatNoListBounds() {
		assertThat(REGISTRY.fields()).allSatisfy((entry) -> {
			boolean text = entry.type().contains("string") || entry.type().contains("string[]");
			boolean bounded = entry.vocabulary() != null || List.of("hash", "names").contains(entry.standard())
					|| entry.path().equals("type");
			if (text && !bounded) {
				assertThat(entry.open()).as("%s holds any text, so it is open", entry).isTrue();
			}
			if (entry.open()) {
				assertThat(entry.strict()).as("%s is open, so strict must close it", entry).isNotEqualTo("same");
				assertThat(entry.sensitivity()).as("%s is open", entry).isNotEqualTo("none");
			}
			if (entry.path().startsWith("payload.") && text) {
				assertThat(entry.strict()).as("%s is text, so strict must name a rule", entry).isNotEqualTo("same");
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void everyFieldShouldHaveAnEntryAndEveryEntryAField(Redaction redaction) {
		Set<String> produced = REGISTRY.values(InitSample.maximal().event(redaction)).keySet();
		Set<String> withoutEntry = new LinkedHashSet<>(produced);
		withoutEntry.removeAll(REGISTRY.paths());
		assertThat(withoutEntry)
			.as("""
					Fields of the payload without an entry in %s. Add one for each (path, type, vocabulary, redaction, \
					why, since, sensitivity), then regenerate the documents as RegistryDocumentsTests says.""",
					FieldRegistry.FILE)
			.isEmpty();
		Set<String> withoutField = new LinkedHashSet<>(REGISTRY.paths());
		withoutField.removeAll(produced);
		assertThat(withoutField).as("""
				Entries in %s without a field in the payload of a full configuration. Remove them, or teach \
				InitSample and ConfigSamples to produce the field.""", FieldRegistry.FILE).isEmpty();
		assertThat(produced).as("order on the wire and in the registry").containsExactlyElementsOf(REGISTRY.paths());
	}

	@ParameterizedTest
	@EnumSource
	void valuesShouldHaveTheTypesOfTheRegistry(Redaction redaction) {
		assertTypes(InitSample.maximal().event(redaction));
		assertTypes(InitSample.detected(redaction));
	}

	@ParameterizedTest
	@EnumSource
	void typesThatAreListedShouldOccurWhenPartsAreUndetectedOrUnset(Redaction redaction) {
		Map<String, List<@Nullable Object>> detected = REGISTRY.values(InitSample.detected(redaction));
		assertThat(REGISTRY.paths()).containsAll(detected.keySet());
		assertThat(ConfigContract.fields()).filteredOn(ConfigContract.Field::isFixed).allSatisfy((field) -> {
			Entry entry = REGISTRY.entry("payload.config." + field.path());
			assertThat(entry.isOfType(field.whenUnset())).as("%s when unset", entry).isTrue();
		});
	}

	@Test
	void entriesOfTheConfigShouldSayTheSameAsTheContract() {
		assertThat(ConfigContract.fields()).allSatisfy((field) -> {
			Entry entry = REGISTRY.entry("payload.config." + field.path());
			assertThat(String.join("|", entry.type())).as("%s: type", entry)
				.isEqualTo(field.type().replace("(seconds)", ""));
			assertThat(entry.standard()).as("%s: standard", entry).isEqualTo(standard(field.redaction()));
			if (entry.vocabulary() != null && !entry.open()) {
				assertThat(field.allowed()).as("%s: not bounded by the contract, so it is open", entry).isNotNull();
				assertThat(entry.words()).as("%s: vocabulary", entry).hasSameElementsAs(strings(field.allowed()));
			}
			if (entry.standard().equals("constant")) {
				assertThat(field.allowed()).as("%s: constant", entry).containsExactly(entry.constant());
			}
		});
	}

	@Test
	void codeShouldKnowTheWordsOfTheRegistry() {
		Map<String, Set<String>> known = new LinkedHashMap<>();
		Arrays.stream(Vocabulary.values())
			.forEach((vocabulary) -> known.put(vocabulary.name().toLowerCase(Locale.ROOT).replace('_', '-'),
					new TreeSet<>(vocabulary.words())));
		Map<String, Set<String>> registered = new LinkedHashMap<>();
		REGISTRY.vocabularies().forEach((name, words) -> {
			assertThat(words).as("%s", name).doesNotHaveDuplicates().doesNotContain("", Vocabulary.OTHER);
			registered.put(name, new TreeSet<>(words));
		});
		assertThat(known).as("Vocabulary.java and the vocabularies of %s must hold the same words", FieldRegistry.FILE)
			.isEqualTo(registered);
	}

	@Test
	void everyVocabularyShouldBeUsed() {
		assertThat(REGISTRY.fields()).extracting(Entry::vocabulary)
			.filteredOn((name) -> name != null)
			.containsAll(REGISTRY.vocabularies().keySet());
	}

	private static void assertTypes(Map<String, ?> event) {
		REGISTRY.values(event)
			.forEach((path,
					values) -> assertThat(values).allSatisfy((value) -> assertThat(REGISTRY.entry(path).isOfType(value))
						.as("%s is %s, not %s", path, REGISTRY.entry(path).type(), value)
						.isTrue()));
	}

	private static String standard(String redaction) {
		return switch (redaction) {
			case "none", "ids-only" -> "as-is";
			case "presence (true or null, never false)" -> "presence-or-null";
			case "none (true or null, never false)" -> "true-or-null";
			case "keys-only", "keys-only plus attributes" -> "names";
			case "presence (column name replaced by true; logical name kept raw)" -> "constant";
			case "per element, see socialProviders[].*" -> "container";
			default -> redaction;
		};
	}

	private static List<String> strings(List<Object> values) {
		return values.stream().map(String::valueOf).toList();
	}

}
