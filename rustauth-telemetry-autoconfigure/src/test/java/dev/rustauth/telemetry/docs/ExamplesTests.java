package dev.rustauth.telemetry.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles the Java examples of README.md and the guide as a reader would: with the
 * imports that are printed, and with nothing else.
 */
@Timeout(300)
class ExamplesTests {

	/** What the examples take for granted in an application. */
	private static final String APPLICATION = """
			interface AuditLog {
				void append(String type, java.util.Map<String, ?> payload);
			}
			interface MessageBus {
				reactor.core.publisher.Mono<Void> send(String key, dev.rustauth.telemetry.TelemetryEvent event);
			}
			""";

	private static final String CONTRIBUTING = "docs/CONTRIBUTING.md";

	private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

	@TempDir
	private Path output;

	@ParameterizedTest
	@MethodSource("pages")
	void everyExampleShouldCompile(String file) {
		assertThat(Document.read(file).blocks("java"))
			.allSatisfy((example) -> assertThat(errors(example)).as(example).isEmpty());
	}

	/**
	 * The lines are put where the guide says. The build refuses longer ones before it
	 * compiles.
	 */
	@Test
	void firstContributionShouldCompile() throws IOException {
		List<String> examples = Document.read(CONTRIBUTING).blocks("java");
		assertThat(examples).hasSize(2)
			.allSatisfy((example) -> assertThat(example.lines())
				.allMatch((line) -> ("\t" + line).replace("\t", "    ").length() <= 120));
		String test = file("src/test/java/dev/rustauth/telemetry/detect/DeploymentVendorTests.java");
		String platforms = file("src/main/java/dev/rustauth/telemetry/detect/DeploymentVendor.java");
		String last = examples.get(1).lines().findFirst().orElseThrow().replaceFirst(",$", ";");
		assertThat(platforms).contains(last);
		assertThat(test).contains("whenNoVariableIsSetShouldBeNull");
		assertThat(errors(source("DeploymentVendor", platforms.replace(last, examples.get(1))),
				source("DeploymentVendorTests", test.replaceFirst("}\\s*$", examples.get(0) + "}"))))
			.isEmpty();
	}

	@Test
	void exampleWithoutAnImportShouldBeFound() {
		assertThat(errors("@Bean\nString greeting() {\n\treturn \"hello\";\n}\n")).isNotEmpty();
	}

	@Test
	void examplesShouldBeFound() {
		assertThat(Document.read("README.md").blocks("java")).isNotEmpty();
		assertThat(Document.read("docs/extending.md").blocks("java")).hasSizeGreaterThan(3);
	}

	private List<String> errors(String example) {
		return errors(source("AuditLog", APPLICATION), source("Example", source(example)));
	}

	private List<String> errors(JavaFileObject... sources) {
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		this.compiler
			.getTask(null, null, diagnostics, List.of("-proc:none", "-d", this.output.toString()), null,
					List.of(sources))
			.call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map(Object::toString)
			.toList();
	}

	/**
	 * All but those whose examples are lines of files.
	 */
	static Stream<String> pages() throws IOException {
		return Document.guide().filter((file) -> !file.equals(CONTRIBUTING));
	}

	private static String file(String name) throws IOException {
		return Files.readString(Document.root().resolve("rustauth-telemetry-autoconfigure").resolve(name));
	}

	/**
	 * Bean methods are put into a class, as a reader has to.
	 */
	private static String source(String example) {
		List<String> imports = new ArrayList<>();
		List<String> body = new ArrayList<>();
		example.lines().forEach((line) -> (line.startsWith("import ") ? imports : body).add(line));
		boolean isType = body.stream().anyMatch((line) -> line.startsWith("class "));
		return Stream
			.of(imports.stream(), isType ? Stream.<String>empty() : Stream.of("class Example {"), body.stream(),
					isType ? Stream.<String>empty() : Stream.of("}"))
			.flatMap((lines) -> lines)
			.reduce("", (one, other) -> one + other + "\n");
	}

	private static JavaFileObject source(String name, String text) {
		return new SimpleJavaFileObject(URI.create("memory:/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return text;
			}
		};
	}

}
