package dev.rustauth.telemetry.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * While telemetry is off, whichever rule said so, a process does nothing that it would
 * not do without the starter on its class path. Looked at from outside.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class SilenceProcessTests {

	private static final String ENABLED = "--rustauth.telemetry.enabled=true";

	private static final String ENDPOINT = "--rustauth.telemetry.endpoint=http://" + Observation.HOST + "/telemetry";

	/** Loaded where any of the settings is set. */
	private static final String ORIGINS = "config.Origins";

	private static final String PROBLEM = "config.ConfigurationProblem";

	/** Names the classes of the client, which are looked for without being loaded. */
	private static final String DESTINATION = "config.ClientLibraries";

	@TempDir
	static Path directory;

	private static Observation without;

	/**
	 * What is loaded on top in a test.
	 */
	private static final List<String> TEST_CHECK = List.of("config.TestEnvironment", "config.PropertyReader");

	/**
	 * What is loaded on top of that where there is a sign of one.
	 */
	private static final List<String> IN_TEST = List.of("config.TestEnvironment", "config.PropertyReader",
			"decision.DecisionReport$Input", ORIGINS);

	@BeforeAll
	static void runWithoutTheStarter() {
		without = Observation.of(ForkedJvm.of(SilentApplication.class).withoutStarter(), directory, "", (jvm) -> {
		});
		assertThat(without.classes().ours()).isEmpty();
	}

	@AfterAll
	static void forget() {
		without = null;
	}

	static Stream<Arguments> off() {
		return Stream.of(
				Arguments.of("OFF_SWITCH", Map.of("RUSTAUTH_TELEMETRY", "false"), List.of(ENABLED, ENDPOINT),
						List.of(ORIGINS)),
				Arguments.of("OFF_UNRECOGNISED_SWITCH", Map.of("RUSTAUTH_TELEMETRY", "banana"),
						List.of(ENABLED, ENDPOINT), List.of(ORIGINS, PROBLEM)),
				Arguments
					.of("OFF_DO_NOT_TRACK", Map.of("DO_NOT_TRACK", "1"), List.of(ENABLED, ENDPOINT), List.of(ORIGINS)),
				Arguments.of("OFF_NOT_ENABLED", Map.of(), List.of(ENDPOINT), List.of()),
				Arguments.of("OFF_IN_TEST", Map.of(), List.of(ENABLED, ENDPOINT, "--spring.profiles.active=test"),
						IN_TEST),
				Arguments.of("OFF_IN_TEST", Map.of("RUST_ENV", "test"), List.of(ENABLED, ENDPOINT), IN_TEST),
				Arguments.of("OFF_MISCONFIGURED", Map.of(),
						List.of(ENABLED, "--rustauth.telemetry.endpoint=ftp://" + Observation.HOST + "/telemetry"),
						further(DESTINATION, "config.CollectorUrl", PROBLEM)),
				Arguments.of("NO_DESTINATION", Map.of("RUSTAUTH_TELEMETRY", "true"), List.of(),
						further("decision.DecisionReport$Input")));
	}

	/**
	 * What is loaded on top once telemetry is wanted and may be on: to see whether the
	 * settings can be used, and whether there is a sink bean.
	 */
	private static List<String> further(String... more) {
		List<String> types = new ArrayList<>(
				List.of("TelemetrySink", ORIGINS, "config.BeanCandidates", "config.BeanCandidates$Descriptor",
						"config.AuthOptionsBinder", "config.HeaderNames", "config.ProblemCollectingBindHandler",
						"config.ProblemCollectingBindHandler$Bound", "config.PropertiesValidator"));
		types.addAll(TEST_CHECK);
		Stream
			.of("", "$AnonymousId", "$Batch", "$Compression", "$Context", "$Delivery", "$Http", "$Migrations", "$Oauth",
					"$Redaction", "$Retry", "$Source", "$Sources", "$Ssl", "$Tripwire")
			.map((record) -> "config.RustAuthTelemetryProperties" + record)
			.forEach(types::add);
		types.addAll(List.of(more));
		return types;
	}

	@ParameterizedTest(name = "{0} by {1} {2}")
	@MethodSource("off")
	void offShouldLeaveNoTrace(String code, Map<String, String> variables, List<String> arguments,
			List<String> further) {
		List<String> all = new ArrayList<>(arguments);
		all.add("--logging.level.dev.rustauth.telemetry=debug");
		Observation off = Observation.of(ForkedJvm.of(SilentApplication.class).variables(variables).arguments(all),
				directory, "", (jvm) -> {
				});
		assertThat(off.output()).contains("RustAuth telemetry is off (" + code + ")");
		off.assertSilent(without, further);
	}

	// Telemetry was on: Spring was told not to see the variable.
	@ParameterizedTest
	@CsvSource({ "RUSTAUTH_TELEMETRY, false, OFF_SWITCH", "rustauth_telemetry, no, OFF_SWITCH",
			"RUSTAUTH_TELEMETRY, banana, OFF_UNRECOGNISED_SWITCH", "DO_NOT_TRACK, 1, OFF_DO_NOT_TRACK" })
	void variableThatSpringIsToldToIgnoreShouldSwitchOff(String name, String value, String code) {
		try (ForkedJvm jvm = ForkedJvm.of(SilentApplication.class)
			.variable(name, value)
			.option("-Dspring.getenv.ignore=true")
			.arguments(List.of(ENABLED, ENDPOINT, "--DO_NOT_TRACK=0", "--logging.level.dev.rustauth.telemetry=debug"))
			.start()) {
			jvm.awaitOutput(SilentApplication.OPEN);
			assertThat(jvm.output()).contains("RustAuth telemetry is off (" + code + ")");
			jvm.proceed();
			jvm.awaitOutput(SilentApplication.CLOSED);
			jvm.proceed();
			assertThat(jvm.awaitExit()).isZero();
		}
	}

	/**
	 * The same look at a process that is not silent.
	 */
	@Test
	void onShouldBeNoticedByEveryCheck() {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			Observation on = Observation.of(
					ForkedJvm.of(SilentApplication.class)
						.variable("RUSTAUTH_TELEMETRY", "true")
						.arguments(
								List.of("--logging.file.name=application.log",
										"--rustauth.telemetry.endpoint=http://" + Observation.HOST + ":"
												+ collector.port() + "/")),
					directory, "127.0.0.1 " + Observation.HOST + "\n", (jvm) -> {
						collector.awaitRequests(2);
						// The one that made init may still be ending.
						Awaitility.await()
							.atMost(ForkedJvm.PATIENCE)
							.until(() -> ownThreads(Footprint.of(jvm.pid())).size() <= 3);
					});
			assertThat(on.threadsOpen()).isGreaterThan(without.threadsOpen());
			// The engine's, the client's, and for a moment the one that looks names up.
			assertThat(ownThreads(on.open())).hasSizeBetween(2, 3);
			assertThat(on.closed().threads()).as("threads that the application may share")
				.noneMatch((name) -> name.startsWith("parallel-") || name.startsWith("boundedElastic-"));
			assertThat(on.open().sockets()).isNotEmpty();
			assertThat(on.open().writable()).anyMatch((file) -> file.endsWith("application.log"));
			// What Netty unpacked is gone.
			assertThat(on.files()).singleElement().asString().endsWith("application.log");
			assertThat(on.lookups()).isPositive();
			assertThat(on.newClientClasses(without)).anyMatch((name) -> name.startsWith("io.netty."))
				.anyMatch((name) -> name.startsWith("tools.jackson."))
				.anyMatch((name) -> name.startsWith("org.springframework.web."));
			assertThat(on.newNetworkClasses(without)).contains("java.net.InetSocketAddress");
			assertThat(on.classes().ours()).contains("dev.rustauth.telemetry.http.WebClientTelemetrySink",
					"dev.rustauth.telemetry.delivery.DeliveryEngine", "dev.rustauth.telemetry.init.InitEventFactory",
					"dev.rustauth.telemetry.detect.HostSystemInfoDetector");
		}
	}

	private static List<String> ownThreads(Footprint footprint) {
		return footprint.threads().stream().filter((name) -> name.startsWith("rustauth-")).toList();
	}

}
