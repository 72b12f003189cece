package dev.rustauth.telemetry.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.rustauth.telemetry.collector.ScriptedCollector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application processed ahead of time is switched on and off when it runs, whatever
 * was set when it was built, and is as silent while it is off.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class AheadOfTimeProcessTests {

	@TempDir
	static Path directory;

	private static AheadOfTime builtWhileOff;

	private static AheadOfTime builtWithoutStarter;

	private static Observation without;

	@BeforeAll
	static void build() {
		builtWhileOff = AheadOfTime.of(ForkedJvm.builtBySpring().variable("RUSTAUTH_TELEMETRY", "false"),
				SilentApplication.class, directory.resolve("with"));
		builtWithoutStarter = AheadOfTime.of(ForkedJvm.builtBySpring().withoutStarter(), SilentApplication.class,
				directory.resolve("without"));
		without = Observation.of(builtWithoutStarter.run(SilentApplication.class).withoutStarter(), directory, "",
				(jvm) -> {
				});
		assertThat(without.output()).contains("Starting AOT-processed SilentApplication");
	}

	@AfterAll
	static void forget() {
		without = null;
	}

	static Stream<Arguments> off() {
		String enabled = "--rustauth.telemetry.enabled=true";
		return Stream.of(Arguments.of("OFF_NOT_ENABLED", Map.of(), List.of(), List.of()), Arguments.of("OFF_SWITCH",
				Map.of("RUSTAUTH_TELEMETRY", "off"), List.of(enabled), List.of("config.Origins")));
	}

	@ParameterizedTest(name = "{0} by {1} {2}")
	@MethodSource("off")
	void offShouldLeaveNoTrace(String code, Map<String, String> variables, List<String> arguments,
			List<String> further) {
		List<String> all = Stream.concat(arguments.stream(), Stream.of("--logging.level.dev.rustauth.telemetry=debug",
				"--rustauth.telemetry.endpoint=http://" + Observation.HOST + "/"))
			.toList();
		Observation off = Observation.of(builtWhileOff.run(SilentApplication.class).variables(variables).arguments(all),
				directory, "", (jvm) -> {
				});
		assertThat(off.output()).contains("Starting AOT-processed SilentApplication")
			.contains("RustAuth telemetry is off (" + code + ")");
		// Which auto-configurations there are was settled at the build.
		off.assertSilent(without, further, List.of("compatibility.UnaskedAutoConfigurationFilter"));
	}

	static Stream<Arguments> on() {
		return Stream.of(Arguments.of(Map.of("RUSTAUTH_TELEMETRY", "true"), List.of()),
				Arguments.of(Map.of(), List.of("--rustauth.telemetry.enabled=true")));
	}

	@ParameterizedTest(name = "by {0} {1}")
	@MethodSource("on")
	void onShouldSendWhateverWasSetAtTheBuild(Map<String, String> variables, List<String> arguments) {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			List<String> all = Stream
				.concat(arguments.stream(), Stream.of("--rustauth.telemetry.endpoint=http://" + Observation.HOST + ":"
						+ collector.port() + "/telemetry"))
				.toList();
			Observation on = Observation.of(
					builtWhileOff.run(SilentApplication.class).variables(variables).arguments(all), directory,
					"127.0.0.1 " + Observation.HOST + "\n", (jvm) -> collector.awaitRequests(2));
			assertThat(on.output()).contains("Starting AOT-processed SilentApplication");
			assertThat(on.open().sockets()).isNotEmpty();
			assertThat(on.lookups()).isPositive();
			assertThat(collector.requests()).hasSize(2);
			assertThat(collector.requests().get(0).text()).startsWith("{\"type\":\"init\"")
				.contains("\"name\":\"spring-boot\"");
			assertThat(collector.requests().get(1).text()).startsWith("{\"type\":\"own\"");
		}
	}

	/**
	 * What switches telemetry on while the application is processed sends nothing then,
	 * and nothing when it runs.
	 */
	@Test
	void buildShouldSendNothingAndNotSwitchOn() {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			AheadOfTime builtWhileOn = AheadOfTime.of(
					ForkedJvm.builtBySpring()
						.variable("RUSTAUTH_TELEMETRY", "true")
						.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "http://localhost:" + collector.port() + "/telemetry"),
					SilentApplication.class, directory.resolve("on"));
			Observation run = Observation.of(builtWhileOn.run(SilentApplication.class)
				.arguments(List.of("--logging.level.dev.rustauth.telemetry=debug")), directory, "", (jvm) -> {
				});
			assertThat(run.output()).contains("RustAuth telemetry is off (OFF_NOT_ENABLED)");
			assertThat(collector.requests()).isEmpty();
		}
	}

	@Test
	void initShouldEqualTheOneThatWasNotProcessed() {
		String processed = init(builtWhileOff.run(SilentApplication.class));
		assertThat(processed).contains("\"minPasswordLength\":13", "\"id\":\"github\"")
			.isEqualTo(init(ForkedJvm.of(SilentApplication.class)));
	}

	private static String init(ForkedJvm.Builder builder) {
		try (ScriptedCollector collector = ScriptedCollector.start()) {
			Observation.of(
					builder.variable("RUSTAUTH_TELEMETRY", "true")
						.arguments(List.of(
								"--rustauth.telemetry.endpoint=http://" + Observation.HOST + ":" + collector.port()
										+ "/telemetry",
								"--rustauth.base-url=https://shop.example.com",
								"--rustauth.telemetry.project-name=shop",
								"--rustauth.email-and-password.min-password-length=13",
								"--rustauth.social-providers.github.scope=read:user",
								"--spring.datasource.url=jdbc:postgresql://localhost/shop")),
					directory, "127.0.0.1 " + Observation.HOST + "\n", (jvm) -> collector.awaitRequests(2));
			// The speed changes from one moment to the next.
			return collector.requests().get(0).text().replaceFirst("\"cpuSpeed\":[^,]+,", "");
		}
	}

}
