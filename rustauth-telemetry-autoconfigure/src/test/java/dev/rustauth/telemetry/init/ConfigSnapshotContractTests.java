package dev.rustauth.telemetry.init;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.rustauth.telemetry.init.ConfigContract.Field;
import dev.rustauth.telemetry.init.ConfigContract.Leaf;
import dev.rustauth.telemetry.init.ConfigSamples.Sample;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ConfigSnapshot} against the contract file, path by path.
 */
class ConfigSnapshotContractTests {

	@Test
	void ofWhenNothingSetShouldGiveUnsetValueOfEveryPath() {
		Map<String, Object> expected = new LinkedHashMap<>();
		ConfigContract.fields()
			.stream()
			.filter(Field::isFixed)
			.forEach((field) -> expected.put(field.path(), field.whenUnset()));
		assertThat(byPath(snapshot(RustAuthOptions.builder().build()))).containsExactlyEntriesOf(expected);
		assertThat(byPath(snapshot(BoundOptions.of(Map.of())))).containsExactlyEntriesOf(expected);
	}

	@Test
	void ofWhenElementHasNoSettingsShouldGiveItsDefaults() {
		Map<String, Object> actual = byPath(snapshot(ConfigSamples.baseBuilder("plugins").build()));
		assertThat(ConfigContract.fields()).filteredOn(Field::hasElementDefault)
			.hasSize(21)
			.allSatisfy((field) -> assertThat(actual).containsEntry(field.path(), field.whenElementDefault()));
	}

	@Test
	void ofWhenEverythingSetShouldGiveEveryPathInOrderAndNoOther() {
		assertThat(byPath(everything()).keySet())
			.containsExactlyElementsOf(ConfigContract.fields().stream().map(Field::path).toList());
	}

	@Test
	void ofShouldGiveTypesAndValuesThatTheContractAllows() {
		for (Map<String, ?> snapshot : List.of(everything(), snapshot(RustAuthOptions.builder().build()))) {
			PayloadSchema.assertValidConfig(snapshot);
			ConfigContract.leaves(snapshot).forEach((leaf, value) -> {
				Field field = ConfigContract.field(leaf.path());
				assertThat(Stream.of(field.type().split("\\|")).anyMatch((type) -> isOfType(value, type)))
					.as("%s is %s", leaf, field.type())
					.isTrue();
				if (field.allowed() != null) {
					assertThat(value).as("%s", leaf).isIn(field.allowed());
				}
			});
		}
	}

	@Test
	void samplesShouldCoverEveryPathThatIsNotConstant() {
		Set<String> covered = new LinkedHashSet<>(ConfigSamples.all().keySet());
		assertThat(ConfigContract.fields()).filteredOn((field) -> !field.isConstant() && !field.isContext())
			.extracting(Field::path)
			.containsExactlyInAnyOrderElementsOf(covered);
	}

	@ParameterizedTest
	@MethodSource("samples")
	void ofWhenOnePropertySetShouldChangeThatPathAlone(Sample sample) {
		Map<String, String> base = ConfigSamples.baseProperties(sample.path());
		Map<String, String> changed = new HashMap<>(base);
		if (sample.path().equals("socialProviders[].id")) {
			changed.remove("rustauth.social-providers.github.scope");
		}
		changed.put(sample.property(), sample.value());
		assertOnlyChange(sample, BoundOptions.of(base), BoundOptions.of(changed));
	}

	@ParameterizedTest
	@MethodSource("fixedSamples")
	void ofWhenOneEnvironmentVariableSetShouldChangeThatPathAlone(Sample sample) {
		String variable = sample.property().replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
		assertOnlyChange(sample, BoundOptions.of(Map.of()),
				BoundOptions.ofEnvironmentVariables(Map.of(variable, sample.value())));
	}

	@ParameterizedTest
	@MethodSource("samples")
	void ofWhenOneOptionSetInCodeShouldChangeThatPathAlone(Sample sample) {
		RustAuthOptions base = ConfigSamples.baseBuilder(sample.path()).build();
		RustAuthOptions.Builder changed = base.toBuilder();
		if (sample.path().equals("socialProviders[].id")) {
			base = RustAuthOptions.builder().socialProvider("github").build();
			changed = RustAuthOptions.builder();
		}
		sample.change().accept(changed);
		assertOnlyChange(sample, base, changed.build());
	}

	@Test
	void ofWhenDatabaseGivenShouldChangeThatPathAlone() {
		RustAuthOptions options = RustAuthOptions.builder().build();
		assertThat(changes(snapshot(options), ConfigSnapshot.of(options, "postgresql", null, true)))
			.containsExactly(Map.entry("database", "postgresql"));
	}

	@Test
	void ofWhenAdapterGivenShouldChangeThatPathAlone() {
		RustAuthOptions options = RustAuthOptions.builder().build();
		assertThat(changes(snapshot(options), ConfigSnapshot.of(options, null, "jdbc", true)))
			.containsExactly(Map.entry("adapter", "jdbc"));
	}

	@ParameterizedTest
	@MethodSource("constants")
	void ofWhenConstantGivenAsPropertyShouldStayAsItIs(Field constant) {
		Map<String, String> base = ConfigSamples.baseProperties(constant.path());
		String property = ConfigContract.propertyName(constant.path()).replace("[]", ".github");
		for (String value : List.of("true", "false", "1", "text")) {
			Map<String, String> changed = new HashMap<>(base);
			changed.put(property, value);
			assertThat(snapshot(BoundOptions.of(changed))).isEqualTo(snapshot(BoundOptions.of(base)));
		}
		assertThat(constant.allowed()).containsExactly(byPath(everything()).get(constant.path()));
	}

	@Test
	void ofWhenEverythingSetByPropertiesShouldEqualEverythingSetInCode() {
		assertThat(BoundOptions.of(everyProperty())).isEqualTo(ConfigSamples.everyOption());
	}

	@Test
	void ofWhenTextIsOnlyReportedAsPresentShouldNotHoldIt() {
		assertThat(ConfigContract.fields()).filteredOn(Field::hidesText).hasSize(22).allSatisfy((field) -> {
			if (!field.path().equals("socialProviders")) {
				assertThat(ConfigSamples.all().get(field.path()).value()).contains("CANARY");
			}
		});
		Map<String, String> properties = everyProperty();
		properties.put("rustauth.base-url", "https://CANARY.example.com");
		RustAuthOptions bound = BoundOptions.of(properties);
		RustAuthOptions built = ConfigSamples.everyOption().toBuilder().baseUrl("https://CANARY.example.com").build();
		assertThat(List.of(bound, built)).allSatisfy((options) -> {
			assertThat(options.toString()).contains("baseUrl=set").doesNotContain("CANARY");
			assertThat(snapshot(options).toString()).doesNotContain("CANARY");
		});
	}

	static Stream<Sample> samples() {
		return ConfigSamples.all().values().stream();
	}

	static Stream<Sample> fixedSamples() {
		return samples().filter((sample) -> {
			Field field = ConfigContract.field(sample.path());
			return field.isFixed() && !field.isContainer();
		});
	}

	static Stream<Field> constants() {
		return ConfigContract.fields().stream().filter(Field::isConstant);
	}

	private static void assertOnlyChange(Sample sample, RustAuthOptions before, RustAuthOptions after) {
		Map<String, Object> changes = changes(snapshot(before), snapshot(after));
		if (ConfigContract.field(sample.path()).isContainer()) {
			changes.keySet().removeIf((path) -> path.startsWith(sample.path()) && !path.equals(sample.path()));
		}
		assertThat(changes).containsExactly(Map.entry(sample.path(), sample.expected()));
	}

	private static Map<String, Object> changes(Map<String, ?> before, Map<String, ?> after) {
		Map<Leaf, Object> old = ConfigContract.leaves(before);
		Map<Leaf, Object> changed = ConfigContract.leaves(after);
		Set<Leaf> places = new LinkedHashSet<>(old.keySet());
		places.addAll(changed.keySet());
		Map<String, Object> changes = new LinkedHashMap<>();
		for (Leaf place : places) {
			if (old.containsKey(place) != changed.containsKey(place)
					|| !Objects.equals(old.get(place), changed.get(place))) {
				changes.put(place.path(), changed.get(place));
			}
		}
		return changes;
	}

	private static Map<String, Object> byPath(Map<String, ?> snapshot) {
		Map<String, Object> byPath = new LinkedHashMap<>();
		ConfigContract.leaves(snapshot).forEach((leaf, value) -> byPath.putIfAbsent(leaf.path(), value));
		return byPath;
	}

	private static boolean isOfType(Object value, String type) {
		return switch (type) {
			case "null" -> value == null;
			case "boolean" -> value instanceof Boolean;
			case "string" -> value instanceof String;
			case "integer", "integer(seconds)" -> value instanceof Integer;
			case "string[]" -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
			case "object" -> "present".equals(value);
			case "object[]" -> "present".equals(value) || List.of().equals(value);
			default -> false;
		};
	}

	private static Map<String, String> everyProperty() {
		Map<String, String> properties = ConfigSamples.baseProperties("plugins");
		samples().filter((sample) -> !ConfigContract.field(sample.path()).isContainer())
			.forEach((sample) -> properties.put(sample.property(), sample.value()));
		return properties;
	}

	private static Map<String, ?> everything() {
		return ConfigSnapshot.of(ConfigSamples.everyOption(), "postgresql", "jdbc", true);
	}

	private static Map<String, ?> snapshot(RustAuthOptions options) {
		return ConfigSnapshot.of(options, null, null, true);
	}

}
