package dev.rustauth.telemetry.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.decision.TelemetryMisconfiguredException;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is said of configuration that can't be used, in applications started for real from
 * real files.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class MisconfigurationTests {

	private static final String WANTED = "rustauth.telemetry.enabled=true\n";

	private static final String FAIL = "rustauth.telemetry.fail-on-misconfiguration=true\n";

	private static final String ENDPOINT = "rustauth.telemetry.endpoint=http://127.0.0.1:1/x\n";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "rustauth.telemetry.http.request-timeout, hunter2, a duration such as",
			"rustauth.telemetry.http.compression, hunter2, none or gzip",
			"rustauth.telemetry.delivery.max-event-size, hunter2, a size such as",
			"rustauth.telemetry.delivery.queue-capacity, -471108155, a number from 1",
			"rustauth.telemetry.http.ssl.bundle, hunter2, spring.ssl.bundle",
			"rustauth.telemetry.http.headers.transfer-encoding, hunter2, the HTTP client sets itself",
			"rustauth.telemetry.http.headers.Host, hunter2, the HTTP client sets itself",
			"rustauth.telemetry.http.headers.Content-Length, hunter2, the HTTP client sets itself",
			"rustauth.telemetry.http.headers.Expect, hunter2, the HTTP client sets itself",
			"rustauth.telemetry.endpoint, ftp://user:hunter2@host, a URL such as",
			"rustauth.telemetry.endpoint, hunter2/relative, a URL such as",
			"rustauth.telemetry.fail-on-misconfiguration, hunter2, true or false" })
	void startShouldGoOnWithOneWarningThatNamesKeyFileLineAndRemedy(String key, String value, String remedy,
			CapturedOutput output) throws IOException {
		run(Plain.class, WANTED + ENDPOINT + key + "=" + value).close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(OFF_MISCONFIGURED)")
			.containsPattern("(?i)" + key + " \\([^)]*application\\.properties\\W* - 3:\\d+\\)")
			.contains(remedy)
			.doesNotContain("hunter2")
			.doesNotContain("471108155");
	}

	@ParameterizedTest
	@CsvSource({ "rustauth.telemetry.http.request-timeout, hunter2, a duration such as",
			"rustauth.telemetry.http.compression, hunter2, none or gzip",
			"rustauth.telemetry.http.ssl.bundle, hunter2, spring.ssl.bundle",
			"rustauth.telemetry.endpoint, ftp://user:hunter2@host, a URL such as",
			"rustauth.telemetry.oauth, hunter2, 'the properties below it, rustauth.telemetry.oauth.'",
			"rustauth.session, hunter2, 'the properties below it, rustauth.session.'",
			"rustauth.session.expires-in, hunter2, a duration such as",
			"rustauth.session.cookie-cache.strategy, hunter2, compact or jwt or jwe",
			"rustauth.rate-limit.max, -471108155, a whole number" })
	void startShouldFailWithAnAnalysisThatSaysTheSame(String key, String value, String remedy, CapturedOutput output)
			throws IOException {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> run(Plain.class, WANTED + ENDPOINT + FAIL + key + "=" + value))
			.havingRootCause()
			.isInstanceOf(TelemetryMisconfiguredException.class)
			.withMessageContaining(key)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunter2").doesNotContain("471108155"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Setting: " + key)
			.containsPattern("Origin: .*application\\.properties\\W* - 4:\\d+")
			.contains(remedy)
			.doesNotContain("hunter2")
			.doesNotContain("471108155");
	}

	@ParameterizedTest
	@CsvSource({ "endpoint, foo, not an absolute URL", "endpoint, ftp://x, http://", "endpoint, http://h:99999/, port",
			"http.request-timeout, banana, a duration such as", "http.request-timeout, -1s, a duration with its unit",
			"delivery.queue-capacity, 0, a number from 1", "delivery.batch.max-events, 0, a number from 1",
			"delivery.batch.max-events, 1001, a number from 1",
			"delivery.batch.max-wait, -1s, a duration with its unit", "delivery.queue-capacity, many, a whole number",
			"delivery.max-event-size, huge, a size such as", "http.compression, brotli, none or gzip",
			"redaction, banana, standard or strict", "debug, perhaps, true or false", "enabled, perhaps, true or false",
			"skip-test-check, perhaps, true or false", "http.ssl.bundle, nowhere, spring.ssl.bundle" })
	void settingThatCannotBeUsedShouldBeOffWithOneWarningThatSaysWhatToWrite(String key, String value, String remedy,
			CapturedOutput output) {
		Application application = key.equals("skip-test-check") ? Application.inTest(Plain.class)
				: Application.of(Plain.class);
		application.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", "http://127.0.0.1:1/x")
			.property("rustauth.telemetry." + key, value)
			.run()
			.close();
		if (key.equals("skip-test-check")) {
			assertThat(output).doesNotContain("WARN");
			return;
		}
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(OFF_MISCONFIGURED)")
			.contains("rustauth.telemetry." + key)
			.contains(remedy);
	}

	@Test
	void settingThatCannotBeUsedShouldBeIgnoredWhileOff(CapturedOutput output) {
		Application.of(Plain.class)
			.property("rustauth.telemetry.endpoint", "foo")
			.property("rustauth.telemetry.http.request-timeout", "banana")
			.run()
			.close();
		assertThat(output).doesNotContain("WARN").doesNotContain("RustAuth telemetry");
	}

	@Test
	void unresolvedKeyShouldBeNamedInOneWarning(CapturedOutput output) {
		Application application = Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", "http://127.0.0.1:1/")
			.property("rustauth.telemetry.anonymous-id.key", "${hunter2}")
			.property("logging.level.dev.rustauth", "trace");
		application.run().close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(OFF_MISCONFIGURED)")
			.contains("rustauth.telemetry.anonymous-id.key (")
			.doesNotContain("hunter2");
	}

	@Test
	void startFromYamlShouldFailWithLineOfTheYaml(CapturedOutput output) throws IOException {
		Path yaml = Files.writeString(this.folder.resolve("application.yml"), """
				rustauth:
				  telemetry:
				    enabled: true
				    fail-on-misconfiguration: true
				    endpoint: "hunter2"
				""");
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> Application.of(Plain.class).run("--spring.config.location=" + yaml.toUri()));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsPattern("Origin: .*application\\.yml\\W* - 5:\\d+")
			.contains("is not an absolute URL")
			.doesNotContain("hunter2");
	}

	@Test
	void startWithoutDestinationShouldFailWhereThatIsWanted(CapturedOutput output) throws IOException {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run(Plain.class, WANTED + FAIL));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("(NO_DESTINATION)")
			.contains("RUSTAUTH_TELEMETRY_ENDPOINT");
	}

	@Test
	void startWithUnrecognisedSwitchShouldFailWhereThatIsWanted(CapturedOutput output) throws IOException {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> run(Plain.class, WANTED + ENDPOINT + FAIL + "RUSTAUTH_TELEMETRY=hunter2"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("(OFF_UNRECOGNISED_SWITCH)")
			.containsPattern("Origin: .*application\\.properties\\W* - 4:\\d+")
			.doesNotContain("hunter2");
	}

	@Test
	void startWithSeveralSinksShouldFailWhereThatIsWanted(CapturedOutput output) throws IOException {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run(TwoSinks.class, WANTED + FAIL));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("@Primary");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RUSTAUTH_TELEMETRY=off", "DO_NOT_TRACK=1", "rustauth.telemetry.enabled=false",
			"rustauth.telemetry.skip-test-check=false" })
	void startWhenOffShouldNeitherFailNorWarn(String off, CapturedOutput output) throws IOException {
		run(TwoSinks.class, WANTED + FAIL + "rustauth.telemetry.endpoint=foo\nrustauth.session.expires-in=banana\n"
				+ "rustauth.telemetry.http.request-timeout=banana\n" + off)
			.close();
		assertThat(output).doesNotContain("WARN").doesNotContain("FAILED");
	}

	@Test
	void startWhenAllIsWellShouldNotFail() throws IOException {
		Path file = Files.writeString(this.folder.resolve("application.properties"),
				FAIL + "rustauth.session.expires-in=7d\nrustauth.user.fields.email=mail\n");
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.run("--spring.config.location=" + file.toUri())) {
			assertThat(context.getBean(RecordingSink.class).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void optionThatCannotBeReadShouldBeNamedOnceAndKeepItsDefault(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext context = run(WithSink.class, WANTED
				+ "rustauth.session.expires-in=hunter2\nrustauth.session.update-age=1d\nrustauth.rate-limit.enabled=maybe\n")) {
			TelemetryEvent init = context.getBean(RecordingSink.class).awaitInit();
			assertThat(init.payload().get("config").toString()).contains("expiresIn=null").contains("updateAge=86400");
		}
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(ON_CUSTOM_SINK)")
			.containsPattern(
					"rustauth\\.session\\.expires-in \\([^)]*application\\.properties\\W* - 2:\\d+\\) can't be read")
			.containsPattern(
					"rustauth\\.rate-limit\\.enabled \\([^)]*application\\.properties\\W* - 4:\\d+\\) can't be read")
			.doesNotContain("hunter2")
			.doesNotContain("maybe");
	}

	@Test
	void optionThatIsOnlyReadOffTheMainThreadShouldNotBeLookedAtBefore(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext context = run(WithSink.class,
				WANTED + "rustauth.session.expires-in=banana\n")) {
			context.getBean(RecordingSink.class).awaitInit();
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(output).contains("rustauth.session.expires-in"));
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("rustauth.session.expires-in")))
			.singleElement()
			.asString()
			.contains("telemetry-init");
	}

	@Test
	void optionShouldNotMatterWhereTheApplicationMakesItsOwn(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext context = run(OwnOptions.class,
				WANTED + FAIL + "rustauth.session.expires-in=banana\n")) {
			context.getBean(RecordingSink.class).awaitInit();
		}
		assertThat(output).doesNotContain("WARN");
	}

	private ConfigurableApplicationContext run(Class<?> source, String properties) throws IOException {
		Path file = Files.writeString(this.folder.resolve("application.properties"), properties);
		return Application.of(source).run("--spring.config.location=" + file.toUri());
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoSinks extends WithSink {

		@Bean
		RecordingSink secondSink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnOptions extends WithSink {

		@Bean
		RustAuthOptions ownOptions() {
			return RustAuthOptions.builder().plugins("own").build();
		}

	}

}
