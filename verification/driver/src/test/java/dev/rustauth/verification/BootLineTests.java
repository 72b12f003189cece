package dev.rustauth.verification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Applications of one Spring Boot line with the published jar: each reports to a real
 * server, is the kind of application that it would be without the starter, and ends.
 */
@Timeout(600)
class BootLineTests {

	private static final String LINE = System.getProperty("verification.line");

	/** What the application's settings refer to. */
	static final Map<String, String> GITHUB = Map.of("GITHUB_ID", "canary-id", "GITHUB_SECRET", "canary-secret");

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	static Stream<Jdk> jdks() {
		return Jdk.all().stream();
	}

	/**
	 * Each JDK with virtual threads off, and on where it has them.
	 */
	static Stream<Arguments> threads() {
		return jdks().flatMap((jdk) -> Stream.of(false, true)
			.filter((virtual) -> !virtual || jdk.hasVirtualThreads())
			.map((virtual) -> Arguments.of(jdk, virtual)));
	}

	@ParameterizedTest(name = "{0}, virtual threads: {1}")
	@MethodSource("threads")
	void servletApplicationShouldReport(Jdk jdk, boolean virtual) throws Exception {
		assumeBuilt("servlet");
		try (Collector collector = Collector.start();
				ApplicationProcess application = web(jdk, "servlet", collector, virtual)) {
			assertInit(collector.await(application), jdk);
			String answer = get(application.awaitPort(), "/publish");
			assertThat(answer.contains("VirtualThread")).isEqualTo(virtual);
			assertThat(collector.await(application).body()).contains("\"type\":\"asked\"", "\"by\":\"servlet\"");
			assertThat(application.output()).contains("Tomcat started");
			end(application, collector);
		}
	}

	@ParameterizedTest(name = "{0}, virtual threads: {1}")
	@MethodSource("threads")
	void reactiveApplicationShouldReport(Jdk jdk, boolean virtual) throws Exception {
		assumeBuilt("reactive");
		try (Collector collector = Collector.start();
				ApplicationProcess application = web(jdk, "reactive", collector, virtual,
						"--management.endpoints.web.exposure.include=rustauthtelemetry,metrics")) {
			assertInit(collector.await(application), jdk);
			int port = application.awaitPort();
			get(port, "/publish");
			assertThat(collector.await(application).body()).contains("\"type\":\"asked\"", "\"by\":\"reactive\"");
			assertThat(get(port, "/actuator/rustauthtelemetry")).contains("ON_ENDPOINT");
			assertThat(get(port, "/actuator/rustauthtelemetry/init")).contains("\"init\"");
			assertThat(get(port, "/actuator/metrics/rustauth.telemetry.events?tag=outcome:delivered"))
				.contains("\"value\":");
			assertThat(application.output()).contains("Netty started");
			end(application, collector);
		}
	}

	@ParameterizedTest(name = "{0}, virtual threads: {1}")
	@MethodSource("threads")
	void commandLineApplicationShouldReportAndEnd(Jdk jdk, boolean virtual) throws Exception {
		assumeBuilt("command-line");
		try (Collector collector = Collector.start();
				ApplicationProcess application = ApplicationProcess.start(jdk, "command-line",
						collector.variables(Map.of()), "--spring.threads.virtual.enabled=" + virtual,
						"--rustauth.telemetry.delivery.shutdown-timeout=30s")) {
			assertInit(collector.await(application), jdk);
			assertThat(collector.await(application).body()).contains("\"by\":\"command-line\"");
			assertThat(application.awaitExit()).as(application.output()).isZero();
			assertThat(application.output()).doesNotContain("started on port");
			application.assertQuiet();
		}
	}

	@ParameterizedTest
	@MethodSource("jdks")
	void switchedOffApplicationShouldSayAndSendNothing(Jdk jdk) throws Exception {
		assumeBuilt("command-line");
		try (Collector collector = Collector.start();
				ApplicationProcess application = ApplicationProcess.start(jdk, "command-line",
						collector.variables(Map.of("RUSTAUTH_TELEMETRY", "false")))) {
			assertThat(application.awaitExit()).as(application.output()).isZero();
			assertThat(application.output()).doesNotContain("started on port");
			assertThat(application.output()).doesNotContain("elemetry");
			assertThat(collector.left()).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("jdks")
	void applicationWithASinkOfItsOwnShouldNeedNoClient(Jdk jdk) throws Exception {
		assumeBuilt("custom-sink");
		try (ApplicationProcess application = ApplicationProcess.start(jdk, "custom-sink",
				Map.of("RUSTAUTH_TELEMETRY", "true"))) {
			assertThat(application.awaitExit()).as(application.output()).isZero();
			assertThat(application.output()).contains("(ON_CUSTOM_SINK)", "sink: init [", "sink: asked [by]");
			application.assertQuiet();
		}
	}

	@ParameterizedTest
	@MethodSource("jdks")
	void applicationWithOAuth2LoginShouldReportProviderAndNoCredential(Jdk jdk) throws Exception {
		assumeBuilt("oauth2-client");
		try (Collector collector = Collector.start();
				ApplicationProcess application = ApplicationProcess.start(jdk, "oauth2-client",
						collector.variables(GITHUB), "--server.port=0")) {
			Collector.Event init = collector.await(application);
			assertInit(init, jdk);
			assertThat(init.body()).contains("\"socialProviders\":[{\"id\":\"github\",", "\"scope\":[\"read:user\"]");
			assertThat(init.headers() + init.body()).doesNotContainIgnoringCase("canary");
			assertThat(get(application.awaitPort(), "/login")).contains("/oauth2/authorization/github");
			end(application, collector);
		}
	}

	@ParameterizedTest
	@MethodSource("jdks")
	void switchedOffApplicationWithOAuth2LoginShouldStartAndSendNothing(Jdk jdk) throws Exception {
		assumeBuilt("oauth2-client");
		Map<String, String> variables = new HashMap<>(GITHUB);
		variables.put("RUSTAUTH_TELEMETRY", "false");
		try (Collector collector = Collector.start();
				ApplicationProcess application = ApplicationProcess.start(jdk, "oauth2-client",
						collector.variables(variables), "--server.port=0", "--rustauth.telemetry.enabled=true")) {
			assertThat(get(application.awaitPort(), "/login")).contains("/oauth2/authorization/github");
			end(application, collector);
		}
	}

	static Stream<Arguments> tools() {
		return jdks().flatMap((jdk) -> Stream.of("flyway", "liquibase").map((tool) -> Arguments.of(jdk, tool)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("tools")
	void applicationWithMigrationsShouldReportThem(Jdk jdk, String tool) throws Exception {
		assumeBuilt("migrations");
		try (Collector collector = Collector.start();
				ApplicationProcess application = ApplicationProcess.start(jdk, "migrations",
						collector.variables(Map.of()), "--spring.flyway.enabled=" + tool.equals("flyway"),
						"--spring.liquibase.enabled=" + tool.equals("liquibase"),
						"--rustauth.telemetry.delivery.shutdown-timeout=30s")) {
			Collector.Event init = collector.await(application);
			assertInit(init, jdk);
			assertThat(init.body()).contains("\"database\":{\"name\":\"h2\"");
			assertThat(collector.await(application).body()).startsWith("{\"type\":\"cli_migrate\"")
				.contains("\"payload\":{\"outcome\":\"migrated\",\"config\":{");
			assertThat(application.awaitExit()).as(application.output()).isZero();
			assertThat(collector.left()).as("further events").isZero();
			application.assertQuiet();
		}
	}

	@Test
	void applicationsShouldBeMadeOfThePublishedJarOnThisLine() throws IOException {
		for (String name : List.of("servlet", "reactive", "command-line", "custom-sink", "oauth2-client",
				"migrations")) {
			if (!Files.exists(ApplicationProcess.jar(name))) {
				continue;
			}
			try (JarFile jar = new JarFile(ApplicationProcess.jar(name).toFile())) {
				List<String> names = jar.stream().map((entry) -> entry.getName().replaceFirst(".*/", "")).toList();
				assertThat(names).contains("spring-boot-" + LINE + ".jar")
					.anyMatch((entry) -> entry.startsWith("rustauth-telemetry-autoconfigure-"));
				assertThat(names).noneMatch((entry) -> entry.matches("micrometer-core.*|spring-boot-actuator.*")
						&& !List.of("reactive", "oauth2-client").contains(name));
				assertThat(names)
					.noneMatch((entry) -> entry.matches("spring-security.*") && !name.equals("oauth2-client"));
				assertThat(names).noneMatch((entry) -> entry.matches("spring-webflux.*|reactor-netty.*|jackson-.*")
						&& name.equals("custom-sink"));
			}
		}
	}

	private static void assumeBuilt(String application) {
		assumeTrue(Files.exists(ApplicationProcess.jar(application)), application + " isn't built");
	}

	private static ApplicationProcess web(Jdk jdk, String name, Collector collector, boolean virtual,
			String... arguments) {
		return ApplicationProcess.start(jdk, name, collector.variables(Map.of()),
				Stream
					.concat(Stream.of("--server.port=0", "--spring.threads.virtual.enabled=" + virtual),
							Stream.of(arguments))
					.toArray(String[]::new));
	}

	private static void assertInit(Collector.Event init, Jdk jdk) {
		assertThat(init.method()).isEqualTo("POST");
		assertThat(init.body()).startsWith("{\"type\":\"init\",\"anonymousId\":\"")
			.contains("\"framework\":{\"name\":\"spring-boot\",\"version\":\"" + LINE + "\"}",
					"\"runtime\":{\"name\":\"java\",\"version\":\"" + jdk.version() + "\"}");
		assertThat(init.headers().getFirst("Content-Type")).isEqualTo("application/json");
		assertThat(init.headers().getFirst("RustAuth-Telemetry-Schema")).isEqualTo("1");
		assertThat(init.headers().getFirst("Idempotency-Key")).isNotBlank();
		assertThat(init.headers().getFirst("User-Agent"))
			.isEqualTo("rustauth-telemetry-java/" + System.getProperty("verification.version"));
	}

	private static void end(ApplicationProcess application, Collector collector) throws InterruptedException {
		application.end();
		assertThat(collector.left()).as("further events").isZero();
	}

	private String get(int port, String path) throws Exception {
		HttpResponse<String> response = this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
				.timeout(Duration.ofSeconds(30))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

}
