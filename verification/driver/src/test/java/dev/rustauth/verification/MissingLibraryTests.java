package dev.rustauth.verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An application starts and reports whichever library somebody takes off its class path
 * that the starter only makes use of: each time in a JVM of its own, without those jars.
 */
@Timeout(600)
class MissingLibraryTests {

	private static final Jdk JDK = Jdk.all().get(0);

	@TempDir
	private static Path directory;

	static Stream<Arguments> libraries() {
		return Stream.of(
				Arguments.of("Micrometer",
						"micrometer-(core|jakarta9)-.*|spring-boot-(starter-)?micrometer-metrics-.*"),
				Arguments.of("Actuator",
						"spring-boot-(starter-)?(actuator|health|micrometer)-.*|" + "micrometer-(core|jakarta9)-.*"),
				Arguments.of("Reactor Netty", "reactor-netty-.*|netty-.*"),
				Arguments.of("Spring Security", "spring-security-.*|spring-boot-(starter-)?(security|oauth2)-.*"),
				Arguments.of("Jackson 2", "jackson-(core|databind|datatype-.*|module-.*)-2\\..*"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("libraries")
	void applicationShouldReportWithout(String library, String jars) throws Exception {
		try (Collector collector = Collector.start();
				ApplicationProcess process = start(without("oauth2-client", jars), collector)) {
			assertThat(collector.await(process).body()).startsWith("{\"type\":\"init\"")
				.contains(library.equals("Spring Security") ? "\"socialProviders\":[]" : "{\"id\":\"github\",");
			process.awaitPort();
			process.end();
		}
	}

	@Test
	void applicationWithASinkOfItsOwnShouldReportWithoutWebFlux() throws Exception {
		try (Collector collector = Collector.start();
				ApplicationProcess process = start(without("oauth2-client", "spring-webflux-.*"), collector,
						"--own-sink=true")) {
			process.awaitOutput("sink: init [");
			process.awaitPort();
			process.end();
			assertThat(collector.left()).isZero();
		}
	}

	@Test
	void applicationShouldStartWithoutWebFluxAndSayWhatIsMissing() throws Exception {
		try (Collector collector = Collector.start();
				ApplicationProcess process = start(without("oauth2-client", "spring-webflux-.*"), collector)) {
			process.awaitOutput("Started OAuth2ClientApplication");
			process.awaitOutput("(OFF_MISCONFIGURED)");
			process.awaitPort();
			process.terminate();
			process.awaitExit();
			assertThat(process.output()).doesNotContain("NoClassDefFoundError");
			assertThat(collector.left()).isZero();
		}
	}

	/**
	 * The tools need the same parts of the starter.
	 */
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "flyway", "liquibase" })
	void applicationShouldReportMigrationsWithoutTheOtherTool(String other) throws Exception {
		Path jar = without("migrations", other + "-.*|spring-boot-(starter-)?" + other + "-.*");
		try (Collector collector = Collector.start();
				ApplicationProcess process = start(jar, collector,
						"--rustauth.telemetry.delivery.shutdown-timeout=30s")) {
			assertThat(collector.await(process).body()).startsWith("{\"type\":\"init\"");
			assertThat(collector.await(process).body()).contains("\"outcome\":\"migrated\"");
			assertThat(process.awaitExit()).as(process.output()).isZero();
			process.assertQuiet();
		}
	}

	/**
	 * An application as it is run from its folder, without some of its jars.
	 */
	private static Path without(String application, String jars) throws Exception {
		Path packed = ApplicationProcess.jar(application);
		assumeTrue(Files.exists(packed), application + " isn't built");
		Path folder = Files.createTempDirectory(directory, application);
		Process process = new ProcessBuilder(JDK.java().toString(), "-Djarmode=tools", "-jar", packed.toString(),
				"extract", "--force", "--destination", folder.toString())
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
		List<Path> unwanted;
		try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
			unwanted = files.filter((jar) -> jar.getFileName().toString().matches(jars)).toList();
		}
		assertThat(unwanted).as(jars).isNotEmpty();
		for (Path jar : unwanted) {
			Files.delete(jar);
		}
		return folder.resolve("application.jar");
	}

	private static ApplicationProcess start(Path jar, Collector collector, String... arguments) {
		return ApplicationProcess.start(JDK, jar, collector.variables(BootLineTests.GITHUB),
				Stream.concat(Stream.of("--server.port=0"), Stream.of(arguments)).toArray(String[]::new));
	}

}
