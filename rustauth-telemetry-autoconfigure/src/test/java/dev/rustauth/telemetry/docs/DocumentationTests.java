package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionInputs;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.decision.DecisionRules;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.detect.Detectors;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.detect.SystemInfo;
import dev.rustauth.telemetry.init.InitEvent;
import dev.rustauth.telemetry.init.InitEventFactory;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps README.md and the guide in docs true.
 */
@Timeout(300)
class DocumentationTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Document INIT_EVENT = Document.read("docs/init-event.md");

	@Test
	void examplePayloadShouldHaveKeysAndTypesOfAFreshInitEvent() throws IOException {
		assertThat(shape(example())).isEqualTo(shape(JSON.valueToTree(freshInit(exampleOptions()))));
	}

	@Test
	void examplePayloadShouldReportTheExampleOptions() throws IOException {
		JsonNode init = JSON.readTree(JSON.writeValueAsString(freshInit(exampleOptions())));
		assertThat(example().at("/payload/config")).isEqualTo(init.at("/payload/config")).isNotEmpty();
	}

	@Test
	void exampleIdShouldBeMadeOfTheExampleOptions() throws IOException {
		StandardEnvironment environment = exampleEnvironment();
		assertThat(example().path("anonymousId").asString())
			.isEqualTo(Detectors.anonymousId(environment, getClass().getClassLoader(), null, null)
				.generate(exampleOptions().baseUrl()));
	}

	@Test
	void collectedTablesShouldNameEveryKey() {
		List<List<String>> rows = INIT_EVENT.rows();
		assertThat(paths(example())).filteredOn((path) -> rows.stream().noneMatch((row) -> names(row, path))).isEmpty();
	}

	@Test
	void everyHostingPlatformShouldBeNamed() throws IOException {
		JsonNode words = JSON.readTree(getClass().getResource("/dev/rustauth/telemetry/fields.json").openStream());
		String row = INIT_EVENT.rows()
			.stream()
			.map((cells) -> String.join(" ", cells))
			.filter((text) -> text.contains("deploymentVendor"))
			.findFirst()
			.orElseThrow();
		assertThat(words.findValue("vendors").valueStream().map(JsonNode::asString)).isNotEmpty()
			.allSatisfy((vendor) -> assertThat(row).contains("`" + vendor + "`"));
	}

	@Test
	void ruleTableShouldGiveEveryCodeItsRemedy() {
		Map<String, String> documented = new TreeMap<>();
		for (List<String> row : Document.read("docs/switching-on-and-off.md").rows()) {
			documented.put(row.get(2).replaceFirst("^`(\\w+)`.*", "$1"), row.get(3));
		}
		Map<String, String> codes = new TreeMap<>();
		for (DecisionCode code : DecisionCode.values()) {
			codes.put(code.name(), code.remedy());
		}
		assertThat(documented).isEqualTo(codes);
	}

	@Test
	void ruleTableShouldTellTheRulesAsTheCodeDoes() {
		List<String> rules = DecisionRules.explain(Mockito.mock(DecisionInputs.class), List.of())
			.rules()
			.stream()
			.map(DecisionReport.Rule::rule)
			.toList();
		assertThat(Document.read("docs/switching-on-and-off.md").rows())
			.extracting((row) -> row.get(1).replace("`", ""))
			.containsExactlyElementsOf(rules);
	}

	@Test
	void reasonTableShouldHoldEveryDropReason() {
		assertThat(Document.read("docs/delivery.md").section("What became of an event").rows())
			.extracting((row) -> row.get(0))
			.containsExactlyElementsOf(
					Stream.of(DropReason.values()).map((reason) -> "`" + reason.name() + "`").toList());
	}

	@Test
	void exampleOfATestShouldBeTheOneThatIsRun() throws IOException {
		String run = Files.readString(Document.root()
			.resolve("rustauth-telemetry-autoconfigure/src/test/java/dev/rustauth/telemetry/docs/TelemetryTests.java"));
		assertThat(run.replaceAll("(?m)^//.*\n", "")).contains(Document.read("docs/testing.md").blocks("java").get(0));
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void kotlinExamplesShouldBeThoseThatAreCompiled(String file) throws IOException {
		List<String> compiled = new ArrayList<>();
		try (Stream<Path> sources = Files.list(Document.root()
			.resolve("integration-tests/kotlin/src/test/kotlin/dev/rustauth/telemetry/integration/kotlin"))) {
			for (Path source : sources.toList()) {
				compiled.add(Files.readString(source).replaceFirst("package .*\n\n", ""));
			}
		}
		assertThat(Document.read(file).blocks("kotlin")).allSatisfy((example) -> {
			if (example.startsWith("// build.gradle.kts\n")) {
				assertThat(compiled).anyMatch((source) -> source.contains("{\n" + example + "}\n"));
			}
			else {
				assertThat(compiled).contains(example);
			}
		});
	}

	/**
	 * The texts in the first column are those that the starter logs.
	 */
	@Test
	void symptomsShouldBeLogLinesOfTheStarter() throws IOException {
		String code = Document.code().replaceAll("\"\\s*\\+\\s*\"", "");
		List<String> symptoms = Document.read("docs/troubleshooting.md")
			.rows()
			.stream()
			.flatMap((row) -> Pattern.compile("`([^`]+)`").matcher(row.get(0)).results())
			.map((symptom) -> symptom.group(1).replaceFirst(" \\d{3}$", ""))
			.filter((symptom) -> !symptom.matches("init|reactor\\.netty"))
			.toList();
		assertThat(symptoms).isNotEmpty().allSatisfy((symptom) -> assertThat(code).contains(symptom));
	}

	@Test
	void readmeShouldBeReadInOneSitting() {
		assertThat(Document.read("README.md").text().lines().count()).isLessThanOrEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void linksShouldLeadSomewhere(String file) {
		Matcher link = Pattern.compile("\\]\\(([^)]+)\\)").matcher(Document.read(file).text().replaceAll("\\s+", " "));
		List<String> dead = new ArrayList<>();
		while (link.find()) {
			if (!leadsSomewhere(file, link.group(1))) {
				dead.add(link.group(1));
			}
		}
		assertThat(dead).isEmpty();
	}

	private static boolean leadsSomewhere(String file, String target) {
		if (target.startsWith("https://")) {
			return true;
		}
		String[] parts = target.split("#", 2);
		Path source = Document.root().resolve(file);
		Path linked = (parts[0].isEmpty()) ? source : source.resolveSibling(parts[0]);
		return Files.exists(linked)
				&& (parts.length == 1 || Document.read(Document.root().relativize(linked.normalize()).toString())
					.anchors()
					.contains(parts[1]));
	}

	private JsonNode example() {
		return JSON.readTree(INIT_EVENT.blocks("json").get(0));
	}

	private StandardEnvironment exampleEnvironment() throws IOException {
		String yaml = Document.read("docs/auth-options.md").blocks("yaml").get(0);
		StandardEnvironment environment = new StandardEnvironment();
		new YamlPropertySourceLoader()
			.load("auth-options.md", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.forEach(environment.getPropertySources()::addFirst);
		return environment;
	}

	private RustAuthOptions exampleOptions() throws IOException {
		return Binder.get(exampleEnvironment()).bind("rustauth", RustAuthOptions.class).get();
	}

	private static Map<String, Object> freshInit(RustAuthOptions options) {
		InitEventFactory.Parts parts = new InitEventFactory.Parts(() -> options, () -> (baseUrl) -> "id",
				() -> () -> version("java"), () -> () -> version("postgresql"), () -> () -> version("spring-boot"),
				() -> () -> "production",
				() -> () -> new SystemInfo("aws", "linux", "6.8", "x86_64", 2, "model", 2445, 1L, false, false, false,
						false),
				() -> () -> version("maven"), () -> () -> null, () -> List.of(),
				new InitEventFactory.Parts.Context(null, null, true), Redaction.STANDARD);
		InitEvent init = new InitEventFactory(parts, () -> true).create(Schedulers.parallel())
			.block(Duration.ofMinutes(1));
		assertThat(init).isNotNull();
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("type", InitEvent.TYPE);
		event.put("anonymousId", init.anonymousId());
		event.put("payload", init.payload());
		return event;
	}

	private static NamedVersion version(String name) {
		return new NamedVersion(name, "1");
	}

	/**
	 * Every path in its order, with the type of its value.
	 */
	private static List<String> shape(JsonNode json) {
		List<String> shape = new ArrayList<>();
		collect("", json, shape);
		return shape;
	}

	private static void collect(String path, JsonNode json, List<String> shape) {
		shape.add(path + ": " + json.getNodeType());
		json.properties().forEach((property) -> collect(path + "." + property.getKey(), property.getValue(), shape));
		for (int i = 0; json.isArray() && i < json.size(); i++) {
			collect(path + "[" + i + "]", json.get(i), shape);
		}
	}

	/**
	 * Every path to a value, without what the application chose: names and positions.
	 */
	private static Set<String> paths(JsonNode json) {
		return shape(json).stream()
			.filter((line) -> !line.endsWith(": OBJECT") && !line.endsWith(": ARRAY"))
			.map((line) -> line.substring(1, line.indexOf(':')))
			.map((path) -> path.replaceAll("\\.(additionalFields|fields)\\.\\w+", ".$1").replaceAll("\\[\\d+]", ""))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Whether this row is about the path, and names all of it.
	 */
	private static boolean names(List<String> row, String path) {
		String[] keys = path.replaceFirst("^payload\\.config\\.", "").split("\\.");
		String first = path.matches("payload\\.config\\..*") ? keys[0]
				: path.replaceFirst("^(payload\\.(?!systemInfo)\\w+)\\..*", "$1");
		String text = String.join(" ", row);
		return Pattern.compile("`" + Pattern.quote(first) + "(\\[])?`").matcher(row.get(0)).find()
				&& Stream.of(keys).allMatch((key) -> Pattern.compile("\\b" + key + "\\b").matcher(text).find());
	}

}
