package dev.rustauth.telemetry.autoconfigure;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.EndpointApplication.Everything;
import dev.rustauth.telemetry.http.EventEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Actuator endpoint, asked over HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class RustAuthTelemetryEndpointIntegrationTests {

	private static final String PATH = EndpointApplication.PATH;

	@TempDir
	private Path folder;

	@Test
	void endpointShouldNotBeExposedByDefault() throws Exception {
		try (EndpointApplication application = EndpointApplication.start(Everything.class)) {
			assertThat(application.get(PATH).statusCode()).isEqualTo(404);
			assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void endpointWhenOffShouldShowEveryRuleAndLeaveTelemetryAlone(CapturedOutput output) throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Everything.class)) {
			JsonNode report = application.json(PATH);
			assertThat(report.path("startedAs").asString()).isEqualTo("OFF_NOT_ENABLED");
			assertThat(report.path("delivery").isNull() || report.path("delivery").isMissingNode()).isTrue();
			JsonNode decision = report.path("decision");
			assertThat(decision.path("code").asString()).isEqualTo("OFF_NOT_ENABLED");
			assertThat(decision.path("on").asBoolean()).isFalse();
			assertThat(decision.path("remedy").asString()).contains("rustauth.telemetry.enabled=true");
			assertThat(rules(decision)).containsExactly("OFF_SWITCH", "OFF_UNRECOGNISED_SWITCH", "OFF_DO_NOT_TRACK",
					"OFF_NOT_ENABLED", "OFF_IN_TEST", "OFF_MISCONFIGURED", "ON_CUSTOM_SINK", "ON_DEBUG", "ON_ENDPOINT",
					"NO_DESTINATION");
			assertThat(rule(decision, "OFF_NOT_ENABLED").path("decisive").asBoolean()).isTrue();
			assertThat(rule(decision, "OFF_SWITCH").path("matched").asBoolean()).isFalse();
			assertThat(input(decision, "OFF_NOT_ENABLED", "rustauth.telemetry.enabled").path("value").asString())
				.isEqualTo("unset");
			assertThat(input(decision, "OFF_IN_TEST", "rustauth.telemetry.skip-test-check").path("origin").asString())
				.contains("commandLineArgs");
			assertThat(telemetryThreads()).isEmpty();
		}
		assertThat(output).doesNotContain("RustAuth telemetry");
	}

	@Test
	void initWhenOffShouldShowWhatWouldBeSent() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Everything.class,
				"--rustauth.base-url=https://app.example.com", "--rustauth.plugins=passkey")) {
			HttpResponse<byte[]> response = application.get(PATH + "/init");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
			JsonNode init = JsonMapper.shared().readTree(response.body());
			assertThat(init.path("type").asString()).isEqualTo("init");
			assertThat(init.path("anonymousId").asString()).isEqualTo("S4DKou72PjpOzYpxpF6mz0Qghrd7gCdYUi3nwfQm9S4=");
			assertThat(init.path("payload").path("config").path("plugins").toString()).isEqualTo("[\"passkey\"]");
			assertThat(application.text(PATH + "/recent")).isEqualTo("[]");
			assertThat(application.get(PATH + "/other").statusCode()).isEqualTo(400);
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(telemetryThreads()).isEmpty());
		}
	}

	@Test
	void initThatHoldsASecretShouldNotBeShown() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Everything.class,
				"--spring.datasource.password=correct-horse-battery", "--rustauth.plugins=correct-horse-battery")) {
			assertThat(application.text(PATH + "/init")).contains("SECRET_FOUND")
				.contains("spring.datasource.password")
				.doesNotContain("correct-horse");
		}
	}

	@Test
	void initShouldBeTheBytesThatAreSent() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Recording.class,
				"--rustauth.telemetry.enabled=true", "--rustauth.user.additional-fields.größe.type=number")) {
			byte[] sent = new EventEncoder(1 << 16)
				.encode(application.context.getBean(RecordingSink.class).awaitInit());
			assertThat(application.text(PATH + "/init")).isEqualTo(new String(sent, StandardCharsets.UTF_8));
		}
	}

	@Test
	void whatIfShouldDecideAnewAndChangeNothing() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Everything.class)) {
			JsonNode variable = application.json(PATH + "?RUSTAUTH_TELEMETRY=1");
			assertThat(variable.path("whatIf").toString()).isEqualTo("[\"RUSTAUTH_TELEMETRY\"]");
			assertThat(variable.path("startedAs").asString()).isEqualTo("OFF_NOT_ENABLED");
			assertThat(variable.path("decision").path("code").asString()).isEqualTo("NO_DESTINATION");
			JsonNode input = input(variable.path("decision"), "OFF_SWITCH", "RUSTAUTH_TELEMETRY");
			assertThat(input.path("value").asString()).isEqualTo("1");
			assertThat(input.path("origin").asString()).isEqualTo("what-if");

			JsonNode property = application.json(PATH
					+ "?rustauth.telemetry.enabled=true&rustauth.telemetry.endpoint=https://collector.example.com/in");
			assertThat(property.path("decision").path("code").asString()).isEqualTo("ON_ENDPOINT");
			assertThat(property.path("decision").path("destination").asString())
				.isEqualTo("https://collector.example.com");

			assertThat(application.json(PATH + "?RUSTAUTH_TELEMETRY=1&RUSTAUTH_TELEMETRY_DEBUG=true")
				.path("decision")
				.path("code")
				.asString()).isEqualTo("ON_DEBUG");
			JsonNode broken = application
				.json(PATH + "?rustauth.telemetry.enabled=true&rustauth.telemetry.http.request-timeout=soon");
			assertThat(broken.path("decision").path("code").asString()).isEqualTo("OFF_MISCONFIGURED");
			assertThat(broken.path("decision").path("problems").get(0).path("origin").asString()).isEqualTo("what-if");

			assertThat(application.json(PATH).path("decision").path("code").asString()).isEqualTo("OFF_NOT_ENABLED");
			assertThat(application.context.getBean(TelemetryPublisher.class))
				.isInstanceOf(NoopTelemetryPublisher.class);
			assertThat(application.context.getEnvironment().containsProperty("RUSTAUTH_TELEMETRY")).isFalse();
		}
	}

	@Test
	void whatIfWhenOnShouldShowTheOptOut() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Recording.class,
				"--rustauth.telemetry.enabled=true")) {
			application.context.getBean(RecordingSink.class).awaitInit();
			JsonNode report = application.json(PATH + "?RUSTAUTH_TELEMETRY=off");
			assertThat(report.path("startedAs").asString()).isEqualTo("ON_CUSTOM_SINK");
			assertThat(report.path("decision").path("code").asString()).isEqualTo("OFF_SWITCH");
			assertThat(application.json(PATH + "?DO_NOT_TRACK=1").path("decision").path("code").asString())
				.isEqualTo("OFF_DO_NOT_TRACK");
			assertThat(application.json(PATH + "?RUST_ENV=test&rustauth.telemetry.skip-test-check=false")
				.path("decision")
				.path("code")
				.asString()).isEqualTo("OFF_IN_TEST");
		}
	}

	// A value with a placeholder would be answered with the property it names.
	@Test
	void whatIfShouldNotBeAWayToReadOtherProperties() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Everything.class,
				"--spring.datasource.password=hunter2", "--rustauth.telemetry.enabled=true")) {
			assertThat(application
				.text(PATH + "?rustauth.telemetry.endpoint=http://%24%7Bspring.datasource.password%7D/&spring.x=1"))
				.doesNotContain("hunter2")
				.contains("\"whatIf\":[]");
		}
	}

	@Test
	void originsShouldBeFileAndLine() throws Exception {
		Path file = Files.writeString(this.folder.resolve("application.properties"), """
				spring.application.name=my-app
				rustauth.telemetry.enabled=true
				rustauth.telemetry.endpoint=http://127.0.0.1:1/x
				rustauth.telemetry.http.connect-timeout=soon
				rustauth.session.expires-in=later
				""");
		try (EndpointApplication application = EndpointApplication.exposed(Everything.class,
				"--spring.config.location=" + file.toUri())) {
			JsonNode decision = application.json(PATH).path("decision");
			assertThat(decision.path("code").asString()).isEqualTo("OFF_MISCONFIGURED");
			assertThat(input(decision, "OFF_NOT_ENABLED", "rustauth.telemetry.enabled").path("origin").asString())
				.contains("application.properties")
				.endsWith(" - 2:28");
			assertThat(input(decision, "ON_ENDPOINT", "rustauth.telemetry.endpoint").path("value").asString())
				.isEqualTo("http://127.0.0.1:1");
			assertThat(decision.path("problems").toString()).contains("rustauth.telemetry.http.connect-timeout")
				.contains(" - 4:")
				.contains("rustauth.session.expires-in")
				.contains(" - 5:")
				.doesNotContain("soon")
				.doesNotContain("later");
		}
	}

	@Test
	void deliveryShouldShowLedgerQueueAndWhatHappenedLast() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Failing.class,
				"--rustauth.telemetry.enabled=true")) {
			TelemetryPublisher publisher = application.context.getBean(TelemetryPublisher.class);
			for (int i = 1; i <= 30; i++) {
				publisher.publish("own", Map.of("number", i));
			}
			publisher.publish("bad", Map.of());
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.until(() -> application.json(PATH).path("delivery").path("total").path("pending").asInt() == 0);
			JsonNode delivery = application.json(PATH).path("delivery");
			assertThat(delivery.path("total").path("accepted").asInt()).isEqualTo(32);
			assertThat(delivery.path("types").path("own").path("delivered").asInt()).isEqualTo(30);
			assertThat(delivery.path("types").path("bad").path("dropped").path("SINK_ERROR").asInt()).isOne();
			assertThat(delivery.path("queue").path("capacity").asInt()).isEqualTo(1024);
			assertThat(delivery.path("lastSuccess").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
			assertThat(delivery.path("lastFailure").path("reason").asString()).isEqualTo("SINK_ERROR");
			assertThat(delivery.path("lastFailure").path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
			JsonNode recent = application.json(PATH + "/recent");
			assertThat(recent).hasSize(20);
			assertThat(recent.get(19).path("outcome").asString()).isEqualTo("SINK_ERROR");
			assertThat(recent.get(18).path("outcome").asString()).isEqualTo("DELIVERED");
			assertThat(recent.get(18).path("event").path("payload").path("number").asInt()).isEqualTo(30);
			assertThat(recent.get(18).path("event").path("anonymousId").asString()).isNotEmpty();
			assertThat(application.text(PATH + "/recent")).doesNotContain("secret detail");
		}
	}

	@Test
	void endpointShouldNeverShowASecret(CapturedOutput output) throws Exception {
		String[] arguments = { "--rustauth.telemetry.enabled=true",
				"--rustauth.telemetry.endpoint=http://canary1:canary2@127.0.0.1:1/canary3?key=canary4",
				"--rustauth.telemetry.http.headers.Authorization=Bearer canary5",
				"--rustauth.telemetry.anonymous-id.key=canary6", "--rustauth.telemetry.project-name=canary7",
				"--rustauth.base-url=https://canary8@shop.example.com/canary8",
				"--rustauth.telemetry.http.connect-timeout=canary9", "--rustauth.session.expires-in=canary9",
				"--RUSTAUTH_TELEMETRY=canary9", "--DO_NOT_TRACK=canary9" };
		List<String> usable = new ArrayList<>(List.of(arguments).subList(0, 6));
		usable.add("--rustauth.telemetry.delivery.shutdown-timeout=0s");
		for (List<String> some : List.of(usable, List.of(arguments))) {
			try (EndpointApplication application = EndpointApplication.exposed(Everything.class,
					some.toArray(String[]::new))) {
				assertThat(application.text(PATH)).contains("\"http://127.0.0.1:1\"").doesNotContain("canary");
				assertThat(application.text(PATH + "/init")).contains("\"type\":\"init\"").doesNotContain("canary");
				assertThat(application.text(PATH + "/recent")).doesNotContain("canary");
				assertThat(application.text(PATH + "?rustauth.telemetry.endpoint=canary"
						+ "&rustauth.telemetry.http.compression=canary&RUSTAUTH_TELEMETRY=canary"))
					.doesNotContain("canary");
			}
		}
		assertThat(output).doesNotContain("canary");
	}

	@Test
	void prometheusShouldShowTheBooks() throws Exception {
		try (EndpointApplication application = EndpointApplication.exposed(Recording.class,
				"--rustauth.telemetry.enabled=true")) {
			application.context.getBean(RecordingSink.class).awaitInit();
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.untilAsserted(() -> assertThat(application.text("/actuator/prometheus"))
					.contains("rustauth_telemetry_events_total{outcome=\"delivered\"} 1.0")
					.contains("rustauth_telemetry_queue_capacity_events 1024.0")
					.contains("rustauth_telemetry_delivery_seconds_count 1"));
		}
	}

	private static List<String> rules(JsonNode decision) {
		return stream(decision.path("rules")).map((rule) -> rule.path("code").asString()).toList();
	}

	private static JsonNode rule(JsonNode decision, String code) {
		return stream(decision.path("rules")).filter((rule) -> rule.path("code").asString().equals(code))
			.findFirst()
			.orElseThrow();
	}

	private static JsonNode input(JsonNode decision, String code, String name) {
		return stream(rule(decision, code).path("inputs")).filter((input) -> input.path("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	private static List<String> telemetryThreads() {
		Thread[] threads = new Thread[Thread.activeCount() + 50];
		int count = Thread.enumerate(threads);
		return Arrays.stream(threads, 0, count)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rustauth-telemetry"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Recording extends Everything {

		@Bean
		RecordingSink sink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing extends Everything {

		@Bean
		TelemetrySink sink() {
			return TelemetrySink.blocking((event) -> {
				if (event.type().equals("bad")) {
					throw new IllegalStateException("secret detail");
				}
			});
		}

	}

}
