package dev.rustauth.telemetry.config;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryEndpointAutoConfiguration;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryMetricsAutoConfiguration;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors and tools read: metadata that the annotation processors write, together
 * with what we add by hand.
 */
class ConfigurationMetadataTests {

	private static final String OURS = "META-INF/spring-configuration-metadata.json";

	/** Where free words are known to a registry field, by property. */
	private static final Map<String, String> VOCABULARIES = Map.of("rustauth.account.account-linking.trusted-providers",
			"providers", "rustauth.advanced.cookie-attributes.same-site", "same-site",
			"rustauth.advanced.ip-address.ip-address-headers", "headers", "rustauth.plugins", "plugins",
			"rustauth.social-providers.keys", "providers", "rustauth.telemetry.context.adapter", "adapters",
			"rustauth.telemetry.context.database", "databases");

	private final JsonNode metadata = read(OURS);

	private final List<JsonNode> properties = this.metadata.path("properties").valueStream().toList();

	@Test
	void everyPropertyShouldBeDescribedOnceAndInOrder() {
		List<String> names = names(this.metadata.path("properties"));
		assertThat(names).hasSizeGreaterThan(120).doesNotHaveDuplicates().isSorted();
		assertThat(this.properties).allSatisfy((property) -> {
			String name = property.path("name").asString();
			assertThat(property.path("description").asString("")).as(name).isNotBlank().doesNotContain("\n", "{@", "<");
			assertThat(property.path("type").asString("")).as(name).isNotBlank();
		});
	}

	@Test
	void whatIsAddedByHandShouldBeInOrderAndAboutKnownProperties() {
		JsonNode added = read("META-INF/additional-spring-configuration-metadata.json");
		for (String part : List.of("properties", "hints")) {
			List<String> names = names(added.path(part));
			assertThat(names).isNotEmpty().doesNotHaveDuplicates().isSorted();
			assertThat(names(this.metadata.path("properties")))
				.containsAll(names.stream().map((name) -> name.replaceFirst("\\.(keys|values)$", "")).toList());
		}
		added.path("properties")
			.forEach((property) -> assertThat(property(property.path("name").asString()).path("description"))
				.isEqualTo(property.path("description")));
	}

	@Test
	void everyClosedSetShouldBeHintedAsItIs() throws Exception {
		int closed = 0;
		for (JsonNode property : this.properties) {
			Class<?> type = type(property);
			if (property.path("name").asString().startsWith("rustauth.") && type != null && type.isEnum()) {
				closed++;
				assertThat(hint(property.path("name").asString())).as(property.path("name").asString())
					.containsExactlyInAnyOrderElementsOf(Stream.of(type.getEnumConstants())
						.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
						.toList());
			}
		}
		assertThat(closed).isEqualTo(5);
	}

	@Test
	void everyKnownWordShouldBeHinted() {
		JsonNode vocabularies = read("dev/rustauth/telemetry/fields.json").path("vocabularies");
		VOCABULARIES.forEach((property, vocabulary) -> assertThat(hint(property)).as(property)
			.containsExactlyElementsOf(vocabularies.path(vocabulary).valueStream().map(JsonNode::asString).toList()));
	}

	@Test
	void hintsShouldOfferOnlyWhatBinds() {
		for (JsonNode hint : this.metadata.path("hints")) {
			String name = hint.path("name").asString();
			for (JsonNode value : hint.path("values")) {
				String key = name.endsWith(".keys")
						? name.replaceFirst("keys$", value.path("value").asString()) + ".prompt" : name;
				MockEnvironment environment = new MockEnvironment().withProperty(key, value.path("value").asString());
				assertThat(ProblemCollectingBindHandler.bind(environment, "rustauth", RustAuthOptions.class, true)
					.problems()).as(name).isEmpty();
				assertThat(ProblemCollectingBindHandler
					.bind(environment, RustAuthTelemetryProperties.PREFIX, RustAuthTelemetryProperties.class, false)
					.problems()).as(name).isEmpty();
			}
		}
	}

	/**
	 * {@link SettingsBinder} names each, so one that is added here has to be added there.
	 */
	@Test
	void settingsShouldBeThoseThatAreTested() {
		List<String> tested = RustAuthTelemetryPropertiesTests.readable()
			.map((setting) -> RustAuthTelemetryProperties.PREFIX + "."
					+ setting.getKey().replaceFirst("(headers).*", "$1"))
			.distinct()
			.toList();
		assertThat(names(this.metadata.path("properties")))
			.filteredOn((name) -> name.startsWith(RustAuthTelemetryProperties.PREFIX + "."))
			.containsExactlyInAnyOrderElementsOf(tested);
	}

	@Test
	void defaultsShouldBeThoseThatAreBound() throws Exception {
		Map<String, Object> bound = new TreeMap<>();
		Binder binder = Binder.get(new MockEnvironment());
		collect("rustauth", binder.bindOrCreate("rustauth", RustAuthOptions.class), bound);
		RustAuthTelemetryPropertiesTests
			.values(binder.bindOrCreate(RustAuthTelemetryProperties.PREFIX, RustAuthTelemetryProperties.class))
			.forEach((name, value) -> collect(RustAuthTelemetryProperties.PREFIX, name, value, bound));
		Map<String, Object> described = new TreeMap<>();
		for (JsonNode property : this.properties) {
			Class<?> type = type(property);
			JsonNode value = property.path("defaultValue");
			String name = property.path("name").asString();
			if (name.startsWith("rustauth.") && type != null && !value.isMissingNode()) {
				described.put(name, ApplicationConversionService.getSharedInstance().convert(value.asString(), type));
			}
		}
		assertThat(described).isEqualTo(bound);
	}

	@Test
	void autoConfigurationMetadataShouldHoldEveryAutoConfiguration() throws IOException {
		Properties ours = new Properties();
		for (URL url : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-autoconfigure-metadata.properties"))) {
			try (InputStream input = url.openStream()) {
				ours.load(input);
			}
		}
		List<String> candidates = new ArrayList<>();
		ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).forEach(candidates::add);
		candidates.removeIf((name) -> !name.startsWith("dev.rustauth."));
		assertThat(candidates).isSorted().containsExactlyInAnyOrderElementsOf(autoConfigurations());
		assertThat(ours.keySet()).containsAll(candidates);
		assertThat(ours.getProperty(RustAuthTelemetryEndpointAutoConfiguration.class.getName() + ".ConditionalOnClass"))
			.contains("org.springframework.boot.actuate.endpoint.annotation.Endpoint");
		assertThat(ours.getProperty(RustAuthTelemetryMetricsAutoConfiguration.class.getName() + ".ConditionalOnClass"))
			.isEqualTo("io.micrometer.core.instrument.binder.MeterBinder");
	}

	private static List<String> autoConfigurations() throws IOException {
		Path sources = Path.of("src/main/java");
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter((file) -> file.toString().endsWith("AutoConfiguration.java"))
				.map((file) -> sources.relativize(file)
					.toString()
					.replace(".java", "")
					.replace(File.separatorChar, '.'))
				.toList();
		}
	}

	/**
	 * Each value of a record and of the records in it, except nulls and empty
	 * collections, which nobody describes.
	 */
	private static void collect(String prefix, Object holder, Map<String, Object> values) {
		RecordComponent[] components = holder.getClass().getRecordComponents();
		Parameter[] parameters = holder.getClass().getDeclaredConstructors()[0].getParameters();
		for (int i = 0; i < components.length; i++) {
			RecordComponent component = components[i];
			Name spelled = parameters[i].getAnnotation(Name.class);
			component.getAccessor().setAccessible(true);
			Object value = ReflectionUtils.invokeMethod(component.getAccessor(), holder);
			collect(prefix, (spelled != null) ? spelled.value() : component.getName(), value, values);
		}
	}

	private static void collect(String prefix, String property, @Nullable Object value, Map<String, Object> values) {
		String name = prefix + "." + property.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		if (value instanceof Record nested) {
			collect(name, nested, values);
		}
		else if (value != null && !(value instanceof Map) && !(value instanceof List)) {
			values.put(name, value);
		}
	}

	private List<String> hint(String name) {
		return this.metadata.path("hints")
			.valueStream()
			.filter((hint) -> hint.path("name").asString().equals(name))
			.flatMap((hint) -> hint.path("values").valueStream())
			.map((value) -> value.path("value").asString())
			.toList();
	}

	private JsonNode property(String name) {
		return this.properties.stream()
			.filter((property) -> property.path("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static @Nullable Class<?> type(JsonNode property) throws ClassNotFoundException {
		String type = property.path("type").asString();
		return (type.contains("<")) ? null : Class.forName(type);
	}

	private static List<String> names(JsonNode items) {
		return items.valueStream().map((item) -> item.path("name").asString()).toList();
	}

	/**
	 * Read a file of ours, of which libraries have their own.
	 */
	private static JsonNode read(String resource) {
		try {
			for (URL url : Collections.list(ConfigurationMetadataTests.class.getClassLoader().getResources(resource))) {
				if (Arrays.asList(url.getPath().split("/")).contains("classes")) {
					try (InputStream input = url.openStream()) {
						return JsonMapper.shared().readTree(input);
					}
				}
			}
			throw new AssertionError("There is no " + resource);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
