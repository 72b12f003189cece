package dev.rustauth.telemetry.sample.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The quickstart processed ahead of time, as the build plugins do it, on a build machine
 * where telemetry is off: each run of it reports to the collector of the one that runs
 * here, or doesn't.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "rustauth.telemetry.enabled=false")
@Timeout(600)
class QuickstartAheadOfTimeProcessTests {

	private static final int SIGTERM_STATUS = 128 + 15;

	private static final String PROPERTY_OFF = "--rustauth.telemetry.enabled=false";

	private static final Map<String, String> VARIABLE_OFF = Map.of("RUSTAUTH_TELEMETRY", "false");

	private static final Map<String, String> VARIABLE_ON = Map.of("RUSTAUTH_TELEMETRY", "true");

	@TempDir
	private static Path directory;

	private static Path classes;

	@Autowired
	private ReceivedEvents events;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void process() throws Exception {
		Path sources = directory.resolve("sources");
		classes = directory.resolve("classes");
		try (ForkedJvm jvm = ForkedJvm.start(directory, VARIABLE_OFF,
				List.of("-cp", ForkedJvm.classPath(), SpringApplicationAotProcessor.class.getName(),
						QuickstartApplication.class.getName(), sources.toString(), classes.toString(),
						classes.toString(), "com.example", "quickstart"))) {
			assertThat(jvm.awaitExit()).as(jvm.output()).isZero();
		}
		compile(sources);
	}

	private static void compile(Path sources) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (Stream<Path> files = Files.walk(sources);
				StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			List<Path> all = files.filter((file) -> file.toString().endsWith(".java")).toList();
			assertThat(compiler
				.getTask(messages, manager, null,
						List.of("-proc:none", "-d", classes.toString(), "-cp", processedClassPath()), null,
						manager.getJavaFileObjectsFromPaths(all))
				.call()).as(messages.toString()).isTrue();
		}
	}

	@BeforeEach
	void startEmpty() {
		this.events.clear();
	}

	/**
	 * The property is on in {@code application.yml}.
	 */
	@Test
	void initShouldEqualTheOneThatWasNotProcessed() throws Exception {
		JsonNode plain = init(Map.of(), List.of("-cp", ForkedJvm.classPath()));
		JsonNode processed = init(Map.of(), processed());
		assertThat(plain.at("/payload/config/emailAndPassword/minPasswordLength").intValue()).isEqualTo(12);
		assertThat(processed).isEqualTo(plain);
	}

	@Test
	void variableShouldSwitchOnAgainstTheProperty() throws Exception {
		assertThat(init(VARIABLE_ON, processed(), PROPERTY_OFF).path("type").stringValue()).isEqualTo("init");
	}

	static Stream<Arguments> off() {
		return Stream.of(Arguments.of(VARIABLE_OFF, List.of()), Arguments.of(Map.of(), List.of(PROPERTY_OFF)));
	}

	@ParameterizedTest(name = "by {0} {1}")
	@MethodSource("off")
	void offShouldSendNothing(Map<String, String> variables, List<String> arguments) throws Exception {
		try (ForkedJvm jvm = run(variables, processed(), arguments)) {
			end(jvm);
			assertThat(jvm.output()).contains("Starting AOT-processed QuickstartApplication");
			assertThat(this.events.newestFirst()).isEmpty();
		}
	}

	private JsonNode init(Map<String, String> variables, List<String> how, String... arguments) throws Exception {
		this.events.clear();
		try (ForkedJvm jvm = run(variables, how, List.of(arguments))) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(this.events.newestFirst()).as(jvm.output()).isNotEmpty());
			end(jvm);
			assertThat(jvm.output().contains("Starting AOT-processed QuickstartApplication"))
				.isEqualTo(how.equals(processed()));
		}
		assertThat(this.events.newestFirst()).hasSize(1);
		JsonNode init = JsonMapper.shared().readTree(this.events.newestFirst().get(0).body());
		// The speed changes from one moment to the next.
		((ObjectNode) init.at("/payload/systemInfo")).remove("cpuSpeed");
		return init;
	}

	private ForkedJvm run(Map<String, String> variables, List<String> how, List<String> arguments) {
		List<String> command = new ArrayList<>(how);
		command.addAll(List.of(QuickstartApplication.class.getName(), "--server.port=0",
				"--rustauth.telemetry.endpoint=http://localhost:" + this.port + "/telemetry"));
		command.addAll(arguments);
		return ForkedJvm.start(directory, variables, command);
	}

	/**
	 * Once it has started. What it has to say by then leaves before it ends.
	 */
	private static void end(ForkedJvm jvm) throws InterruptedException {
		jvm.awaitOutput("Started QuickstartApplication");
		jvm.terminate();
		assertThat(jvm.awaitExit()).as(jvm.output()).isEqualTo(SIGTERM_STATUS);
	}

	private static List<String> processed() {
		return List.of("-Dspring.aot.enabled=true", "-cp", processedClassPath());
	}

	private static String processedClassPath() {
		return classes + File.pathSeparator + ForkedJvm.classPath();
	}

}
