package dev.rustauth.verification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
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
@Timeout(180)
class BootLineTests {

	private static final String LINE = System.getProperty("verification.line");

	private static final int SIGTERM_STATUS = 128 + 15;

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
		try (Collector collector = Collector.start(); ApplicationProcess application = web(jdk, "servlet", collector,
				virtual)) {
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
		try (Collector collector = Collector.start(); ApplicationProcess application = web(jdk, "reactive", collector,
				virtual, "--management.endpoints.web.exposure.include=rustauthtelemetry,metrics")) {
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
				ApplicationProcess application = ApplicationProcess.start(jdk, "command-line", on(collector),
						"--spring.threads.virtual.enabled=" + virtual,
						"--rustauth.telemetry.delivery.shutdown-timeout=30s")) {
			assertInit(collector.await(application), jdk);
			assertThat(collector.await(application).body()).contains("\"by\":\"command-line\"");
			assertThat(application.awaitExit()).as(application.output()).isZero();
			assertThat(application.output()).doesNotContain("started on port");
			assertQuiet(application);
		}
	}

	@ParameterizedTest
	@MethodSource("jdks")
	void switchedOffApplicationShouldSayAndSendNothing(Jdk jdk) throws Exception {
		assumeBuilt("command-line");
		try (Collector collector = Collector.start();
				ApplicationProcess application = ApplicationProcess.start(jdk, "command-line",
						Map.of("RUSTAUTH_TELEMETRY", "false", "RUSTAUTH_TELEMETRY_ENDPOINT", collector.url()))) {
			assertThat(application.awaitExit()).as(application.output()).isZero();
			assertThat(application.output()).doesNotContain("started on port");
			assertThat(application.output().lines()).filteredOn((line) -> line.contains("elemetry"))
				.hasSize(LINE.startsWith("3.") ? 1 : 0)
				.allMatch((line) -> line.contains("Set spring.main.web-application-type to none to confirm"));
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
			assertQuiet(application);
		}
	}

	@Test
	void applicationsShouldBeMadeOfThePublishedJarOnThisLine() throws IOException {
		for (String name : List.of("servlet", "reactive", "command-line", "custom-sink")) {
			if (!Files.exists(ApplicationProcess.jar(name))) {
				continue;
			}
			try (JarFile jar = new JarFile(ApplicationProcess.jar(name).toFile())) {
				List<String> names = jar.stream().map((entry) -> entry.getName().replaceFirst(".*/", "")).toList();
				assertThat(names).contains("spring-boot-" + LINE + ".jar")
					.anyMatch((entry) -> entry.startsWith("rustauth-telemetry-autoconfigure-"));
				assertThat(names).noneMatch((entry) -> entry.matches("micrometer-core.*|spring-boot-actuator.*")
						&& !name.equals("reactive"));
				assertThat(names).noneMatch((entry) -> entry.matches("spring-security.*"));
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
		return ApplicationProcess.start(jdk, name, on(collector),
				Stream
					.concat(Stream.of("--server.port=0", "--spring.threads.virtual.enabled=" + virtual),
							Stream.of(arguments))
					.toArray(String[]::new));
	}

	private static Map<String, String> on(Collector collector) {
		return Map.of("RUSTAUTH_TELEMETRY", "true", "RUSTAUTH_TELEMETRY_ENDPOINT", collector.url());
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

	/**
	 * Nothing of ours above INFO. A part of {@code init} that took too long is no matter
	 * of the line, but of a busy machine.
	 */
	private static void assertQuiet(ApplicationProcess application) {
		assertThat(application.output().lines())
			.filteredOn((line) -> line.contains("elemetry") && !line.contains("TimeoutException"))
			.noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		assertThat(application.output()).doesNotContain("NoClassDefFoundError", "NoSuchMethodError");
	}

	private static void end(ApplicationProcess application, Collector collector) throws InterruptedException {
		application.terminate();
		assertThat(application.awaitExit()).as(application.output()).isEqualTo(SIGTERM_STATUS);
		assertThat(collector.left()).as("further events").isZero();
		assertQuiet(application);
	}

	private String get(int port, String path) throws Exception {
		HttpResponse<String> response = this.client.send(
				HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
					.timeout(Duration.ofSeconds(30))
					.build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

}
