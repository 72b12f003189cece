package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks every snippet of README.md and the guide that {@link ExamplesTests} doesn't
 * compile and {@code integration-tests/kotlin} doesn't run.
 */
@Timeout(300)
class SnippetsTests {

	/**
	 * Output is marked as {@code text}. Diagrams are read by
	 * {@code ArchitecturePageTests}.
	 */
	private static final Set<String> LANGUAGES = Set.of("java", "kotlin", "xml", "yaml", "json", "shell", "text",
			"mermaid", "toml");

	/** Keys of the sample collector, which its own tests bind, and of others. */
	private static final Pattern FOREIGN = Pattern.compile("collector\\..*");

	private static final List<Path> TESTS = NamedTests.sources();

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void everySnippetShouldSayWhatItIs(String file) {
		assertThat(Document.read(file).snippets()).extracting(Document.Snippet::language).isSubsetOf(LANGUAGES);
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void everyFenceShouldBelongToASnippet(String file) {
		Document document = Document.read(file);
		assertThat(document.text().lines().filter((line) -> line.strip().startsWith("```")))
			.hasSize(2 * document.snippets().size());
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void everyKeyInYamlShouldExist(String file) throws IOException {
		for (String yaml : Document.read(file).blocks("yaml")) {
			assertThat(unknownKeys(yaml)).as(yaml).isEmpty();
		}
	}

	@Test
	void mistypedKeyInYamlShouldBeFound() throws IOException {
		assertThat(unknownKeys("rustauth:\n  telemetry:\n    enabld: true\nspring:\n  application:\n    nam: shop\n"))
			.containsExactly("rustauth.telemetry.enabld", "spring.application.nam");
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void jsonShouldBeJson(String file) {
		assertThat(Document.read(file).blocks("json"))
			.allSatisfy((json) -> assertThat(JsonMapper.builder().build().readTree(json).isObject()).isTrue());
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void dependencyShouldBeTheStarter(String file) throws Exception {
		Element pom = xml(Files.readString(Document.root().resolve("rustauth-telemetry-spring-boot-starter/pom.xml")));
		for (String text : Document.read(file).blocks("xml")) {
			Element dependency = xml(text);
			assertThat(child(dependency, "groupId")).isEqualTo(child(pom, "groupId"));
			assertThat(child(dependency, "artifactId")).isEqualTo(child(pom, "artifactId", 1));
			assertThat(child(dependency, "version")).isIn(child(pom, "version"), "${rustauth-telemetry.version}");
			NodeList exclusions = dependency.getElementsByTagName("exclusion");
			for (int i = 0; i < exclusions.getLength(); i++) {
				Element exclusion = (Element) exclusions.item(i);
				// What can be excluded is on the class path here as well.
				assertThat(getClass().getResource("/META-INF/maven/" + child(exclusion, "groupId") + "/"
						+ child(exclusion, "artifactId") + "/pom.properties"))
					.as(child(exclusion, "artifactId"))
					.isNotNull();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void cargoShouldGetTheCrateThatIsComparedWith(String file) {
		String compared = Document.read("UPSTREAM.md").text();
		for (String toml : Document.read(file).blocks("toml")) {
			assertThat(named("^rustauth-telemetry = \\{ version = \"([\\d.]+)\"", toml)).singleElement()
				.satisfies((version) -> assertThat(compared).contains("Rust crate `rustauth-telemetry` " + version));
		}
	}

	@ParameterizedTest
	@MethodSource("dev.rustauth.telemetry.docs.Document#guide")
	void commandsShouldNameWhatIsThere(String file) {
		for (String commands : Document.read(file).blocks("shell")) {
			assertThat(missing(commands)).as(commands).isEmpty();
		}
	}

	@Test
	void commandWithAMistakeShouldBeFound() {
		assertThat(
				missing("""
						RUSTAUTH_TELEMETRY_ENDPONT=http://localhost mvn -pl samples/quikstart test -Dtest='NoTests,SnippetsTests'
						.ci/rum
						"""))
			.containsExactly(".ci/rum", "NoTests", "RUSTAUTH_TELEMETRY_ENDPONT", "samples/quikstart");
	}

	/**
	 * Modules, scripts, tests and variables of this project that a command names and that
	 * don't exist.
	 */
	private static Set<String> missing(String commands) {
		Path folder = Document.root();
		Set<String> missing = new TreeSet<>();
		named("-pl (\\S+)", commands).filter((module) -> !Files.exists(folder.resolve(module).resolve("pom.xml")))
			.forEach(missing::add);
		named("(?<![\\w/])(\\.ci/[\\w-]+)", commands).filter((script) -> !Files.isExecutable(folder.resolve(script)))
			.forEach(missing::add);
		String settings = Document.read("docs/configuration.md").text();
		named("\\b(RUSTAUTH_\\w+)=", commands).filter((variable) -> !settings.contains("| `" + variable + "` |"))
			.forEach(missing::add);
		named("-Dtest='?([\\w,]+)", commands).flatMap((names) -> Stream.of(names.split(",")))
			.filter((test) -> TESTS.stream().noneMatch((path) -> path.endsWith(test + ".java")))
			.forEach(missing::add);
		return missing;
	}

	private static Stream<String> named(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((match) -> match.group(1));
	}

	/**
	 * Keys that neither are in the configuration metadata nor below a map or list that
	 * is.
	 */
	private static List<String> unknownKeys(String yaml) throws IOException {
		Set<String> known = Metadata.all().keySet();
		List<String> keys = new ArrayList<>();
		new YamlPropertySourceLoader().load("snippet", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.forEach((source) -> keys.addAll(List.of(((EnumerablePropertySource<?>) source).getPropertyNames())));
		assertThat(keys).isNotEmpty();
		return keys.stream()
			.filter((key) -> !FOREIGN.matcher(key).matches())
			.filter((key) -> known.stream()
				.noneMatch((name) -> key.equals(name) || key.startsWith(name + ".") || key.startsWith(name + "[")))
			.toList();
	}

	private static Element xml(String text) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(text)))
			.getDocumentElement();
	}

	private static String child(Element element, String name) {
		return child(element, name, 0);
	}

	private static String child(Element element, String name, int index) {
		return element.getElementsByTagName(name).item(index).getTextContent();
	}

}
