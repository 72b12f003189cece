package dev.rustauth.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.docs.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps docs/architecture.md true.
 */
class ArchitecturePageTests {

	private static final String ROOT = ArchitectureTests.ROOT;

	private static final Pattern IMPORT = Pattern
		.compile("(?m)^import (?:static )?dev\\.rustauth\\.telemetry\\.([a-z]+)\\.");

	private final Document page = Document.read("docs/architecture.md");

	@Test
	void packagesShouldBeThoseOfTheCodeInTheirOrder() {
		List<String> packages = new ArrayList<>(ArchitectureTests.LAYERS);
		packages.add(ROOT);
		assertThat(packages()).extracting((row) -> code(row.get(0)).get(0)).containsExactlyElementsOf(packages);
	}

	/**
	 * By the imports of the sources, since constants leave no trace in class files. All
	 * may use the root.
	 */
	@Test
	void arrowsShouldBeThoseOfTheCode() throws IOException {
		Map<String, List<String>> documented = new LinkedHashMap<>();
		packages().forEach((row) -> documented.put(code(row.get(0)).get(0), code(row.get(2))));
		Map<String, List<String>> used = new LinkedHashMap<>();
		for (String name : documented.keySet()) {
			used.put(name, usedBy(name));
		}
		assertThat(documented).isEqualTo(used);
	}

	@Test
	void statesShouldBeThoseOfTheCode() throws ClassNotFoundException {
		List<Set<String>> diagrams = this.page.section("States").blocks("mermaid").stream().map(this::states).toList();
		assertThat(diagrams).containsExactly(constants("DeliveryEngine$State"), constants("Delivery$Stage"));
	}

	@Test
	void threadsShouldBeThoseOfTheCode() throws IOException {
		Set<String> names = Pattern.compile("\"(rustauth-telemetry(-\\w+)?)\"")
			.matcher(Document.code())
			.results()
			.map((name) -> name.group(1))
			.collect(Collectors.toSet());
		assertThat(this.page.section("Threads").rows()).extracting((row) -> code(row.get(0)).get(0))
			.containsExactlyInAnyOrderElementsOf(names);
	}

	@Test
	void classesShouldBeThoseOfTheCode() throws IOException {
		Set<String> known = Document.sources("")
			.stream()
			.map((file) -> file.getFileName().toString().replace(".java", ""))
			.collect(Collectors.toSet());
		Stream<String> participants = Pattern.compile("participant \\w as ([A-Z]\\w+)")
			.matcher(this.page.text())
			.results()
			.map((participant) -> participant.group(1))
			.filter((name) -> !name.equals("Spring"));
		assertThat(Stream.concat(code(this.page.text()).stream().filter((name) -> name.matches("[A-Z]\\w+")),
				participants))
			.isNotEmpty()
			.isSubsetOf(known);
	}

	private List<List<String>> packages() {
		return this.page.section("Packages").rows().stream().filter((row) -> code(row.get(0)).size() == 1).toList();
	}

	private static List<String> usedBy(String name) throws IOException {
		Set<String> used = new TreeSet<>();
		for (Path file : Document.sources(name.equals(ROOT) ? "" : name)) {
			if (!name.equals(ROOT) || file.getParent().endsWith("telemetry")) {
				IMPORT.matcher(Files.readString(file)).results().map((found) -> found.group(1)).forEach(used::add);
			}
		}
		return ArchitectureTests.LAYERS.stream()
			.filter((layer) -> !layer.equals(name) && used.contains(layer))
			.toList();
	}

	private Set<String> states(String diagram) {
		return Pattern.compile("\\b[A-Z][A-Z_]+\\b")
			.matcher(diagram)
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toSet());
	}

	private static Set<String> constants(String name) throws ClassNotFoundException {
		Class<?> type = ClassUtils.forName(ClassUtils.getPackageName(DeliveryEngine.class) + "." + name,
				DeliveryEngine.class.getClassLoader());
		return Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.toSet());
	}

	private static List<String> code(String text) {
		return Pattern.compile("`([^`\n]+)`").matcher(text).results().map((code) -> code.group(1)).toList();
	}

}
