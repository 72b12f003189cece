package dev.rustauth.telemetry.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.actuate.RustAuthTelemetryEndpoint;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.delivery.LedgerSnapshot;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.secrets.SecretTripwire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications whose own secrets get into events.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class TripwireApplicationTests {

	/** Secrets by the property that holds them. */
	private static final Map<String, String> SECRETS = new LinkedHashMap<>();
	static {
		SECRETS.put("spring.datasource.password", "db-p\"ss w0rd/1");
		SECRETS.put("spring.security.oauth2.client.registration.google.client-secret", "oauth2-ünic0de-42");
		SECRETS.put("rustauth.telemetry.http.headers.Authorization", "bearer-t0ken-43");
		SECRETS.put("rustauth.base-url", "base-url-p4ss-44");
		SECRETS.put("rustauth.telemetry.endpoint", "endpoint-p4ss-45");
		SECRETS.put("rustauth.telemetry.anonymous-id.key", "hmac-k3y-46");
	}

	@Test
	void secretsInEventsShouldNotLeaveAndBeReportedOncePerProperty(CapturedOutput output) {
		try (ScriptedCollector collector = ScriptedCollector.start().otherwise(Answer.status(204));
				ConfigurableApplicationContext context = application(Plain.class, collector).run()) {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			SECRETS.forEach((property, secret) -> {
				publisher.publish("plain", Map.of("value", "<" + secret + ">"));
				publisher.publish("name", Map.of(secret, 1));
				publisher.publish("encoded", Map.of("value",
						Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8))));
				publisher.publish(secret, Map.of());
				publisher.publish("object", Map.of("value", new Holder(secret)));
			});
			publisher.publish("harmless", Map.of("value", "nothing"));
			List<ReceivedRequest> requests = collector.awaitRequests(2);
			awaitSettled(context);
			assertThat(requests).extracting(ReceivedRequest::text)
				.satisfiesExactly((body) -> assertThat(body).startsWith("{\"type\":\"init\""),
						(body) -> assertThat(body).startsWith("{\"type\":\"harmless\""));
			assertThat(collector.requests()).hasSize(2);
			assertThat(requests).extracting(ReceivedRequest::text)
				.allSatisfy((body) -> assertThat(body).doesNotContain(SECRETS.values()));
			assertThat(books(context).total().dropped())
				.isEqualTo(Map.of(DropReason.SECRET_FOUND, 5L * SECRETS.size()));
			assertThat(errors(output)).hasSize(SECRETS.size());
			for (String property : SECRETS.keySet()) {
				assertThat(errors(output)).filteredOn((line) -> line.contains("'" + property + "'"))
					.singleElement()
					.asString()
					.contains("A telemetry event 'plain' was dropped (SECRET_FOUND)");
			}
			assertThat(output.getAll()).doesNotContain(SECRETS.values());
			assertThat(output).doesNotContain("can't be delivered");
		}
	}

	@Test
	void secretInOneEventOfABatchShouldCostNoOther(CapturedOutput output) {
		try (ScriptedCollector collector = ScriptedCollector.start();
				ConfigurableApplicationContext context = application(Plain.class, collector)
					.property("rustauth.telemetry.delivery.batch.max-events", "100")
					.property("rustauth.telemetry.delivery.batch.max-wait", "1h")
					.property("rustauth.telemetry.delivery.shutdown-timeout", "60s")
					.run()) {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			publisher.publish("first", Map.of());
			SECRETS.values().forEach((secret) -> {
				publisher.publish("leak", Map.of("value", secret));
				publisher.publish(secret, Map.of("bad", new Unwritable("a")));
				publisher.publish("harmless", Map.of("value", "nothing"));
			});
			publisher.publish("last", Map.of());
			collector.awaitRequests(1);
			context.close();
			List<ReceivedRequest> requests = collector.requests();
			assertThat(requests.get(0).text()).startsWith("{\"type\":\"init\"");
			assertThat(requests.subList(1, requests.size()).stream().flatMap((request) -> request.events().stream()))
				.extracting((event) -> event.path("type").stringValue())
				.hasSize(2 + SECRETS.size())
				.startsWith("first", "harmless")
				.endsWith("harmless", "last");
			assertThat(requests.get(1).isBatch()).isTrue();
			assertThat(requests).extracting(ReceivedRequest::text)
				.allSatisfy((body) -> assertThat(body).doesNotContain(SECRETS.values()));
			assertThat(output.getAll()).doesNotContain(SECRETS.values());
			assertThat(errors(output)).hasSize(SECRETS.size());
		}
	}

	@Test
	void initWithASecretShouldBeDroppedAndEventsGoOnWithoutIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, LeakingCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("app.password", "leaked-by-init")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			RecordingSink sink = context.getBean(RecordingSink.class);
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !sink.events.isEmpty());
			assertThat(sink.types()).containsExactly("own");
			assertThat(errors(output)).singleElement().asString().contains("'init'").contains("'app.password'");
		}
	}

	@Test
	void debugPrintShouldBeBehindTheTripwire(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.debug", "true")
			.property("app.password", "printed-secret")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of("value", "printed-secret"));
			context.getBean(TelemetryPublisher.class).publish("own", Map.of("value", "harmless"));
			awaitSettled(context);
			assertThat(output).contains("harmless").doesNotContain("printed-secret");
		}
	}

	@Test
	void eventThatIsNoJsonShouldBeSearchedAndElsePass(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("app.password", "unwritable-secret")
			.run()) {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			publisher.publish("leak", Map.of("bad", new Unwritable("a"), "value", List.of("unwritable-secret")));
			publisher.publish("leak", Map.of("bad", new Unwritable("unwritable-secret")));
			publisher.publish("fine", Map.of("bad", new Unwritable("b")));
			awaitSettled(context);
			assertThat(context.getBean(RecordingSink.class).types()).containsExactly("init", "fine");
			assertThat(errors(output)).hasSize(1);
		}
	}

	@Test
	void sinkOfTheApplicationShouldGetNothingThatWasNotSearchedToItsEnd() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("app.password", "wanted-secret")
			.run()) {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			Map<String, Object> large = new LinkedHashMap<>();
			large.put("a", "x".repeat(17 * 1024 * 1024));
			large.put("v", "wanted-secret");
			publisher.publish("large", large);
			publisher.publish("spoken", Map.of("object", new Spoken("wanted-secret")));
			publisher.publish("fine", Map.of());
			awaitSettled(context);
			assertThat(context.getBean(RecordingSink.class).types()).containsExactly("init", "fine");
			assertThat(books(context).total().dropped())
				.isEqualTo(Map.of(DropReason.TOO_LARGE, 1L, DropReason.SECRET_FOUND, 1L));
		}
	}

	@Test
	void typeThatIsASecretShouldBeShownNowhere(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("logging.level.dev.rustauth", "trace")
			.property("app.password", "wanted-secret")
			.run()) {
			TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
			publisher.publish("wanted-secret", Map.of());
			publisher.publish("wanted-secret", Map.of("too large", "x".repeat(17 * 1024 * 1024)));
			awaitSettled(context);
			RustAuthTelemetryEndpoint endpoint = new RustAuthTelemetryEndpointAutoConfiguration()
				.rustAuthTelemetryEndpoint(context.getBean(TelemetryLifecycle.class), context);
			assertThat(String.valueOf(endpoint.describe(null))).contains("(withheld)").doesNotContain("wanted-secret");
			assertThat(new String(endpoint.events("recent").block(Duration.ofMinutes(1)), StandardCharsets.UTF_8))
				.doesNotContain("wanted-secret");
			assertThat(output).doesNotContain("wanted-secret");
		}
	}

	@Test
	void switchedOffTripwireShouldLetEverythingPass() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.tripwire.enabled", "false")
			.property("app.password", "wanted-secret")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of("value", "wanted-secret"));
			awaitSettled(context);
			assertThat(context.getBean(RecordingSink.class).types()).containsExactly("init", "own");
			assertThat(SecretTripwire
				.of(context.getEnvironment(), RustAuthTelemetryProperties.bind(context.getEnvironment()).value())
				.isEmpty()).isTrue();
		}
	}

	private static List<String> errors(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains(" ERROR ")).toList();
	}

	private static Application application(Class<?> source, ScriptedCollector collector) {
		return Application.of(source)
			.property("rustauth.telemetry.enabled", "true")
			.property("logging.level.dev.rustauth", "trace")
			.property("spring.datasource.password", SECRETS.get("spring.datasource.password"))
			.property("spring.security.oauth2.client.registration.google.client-secret",
					SECRETS.get("spring.security.oauth2.client.registration.google.client-secret"))
			.property("rustauth.telemetry.http.headers.Authorization", "Bearer bearer-t0ken-43")
			.property("rustauth.base-url", "https://admin:base-url-p4ss-44@app.example.com")
			.property("rustauth.telemetry.endpoint",
					collector.url().replace("http://", "http://reporter:endpoint-p4ss-45@"))
			.property("rustauth.telemetry.anonymous-id.key", "hmac-k3y-46");
	}

	private static LedgerSnapshot books(ConfigurableApplicationContext context) {
		return Application.engine(context).statistics().ledger();
	}

	private static void awaitSettled(ConfigurableApplicationContext context) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> books(context).types().containsKey("init") && books(context).total().pending() == 0);
	}

	/**
	 * Written as JSON with its property.
	 */
	record Holder(String value) {

	}

	/**
	 * Says more of itself than its JSON does.
	 */
	public static final class Spoken {

		private final String hidden;

		Spoken(String hidden) {
			this.hidden = hidden;
		}

		public String getName() {
			return "harmless";
		}

		@Override
		public String toString() {
			return this.hidden;
		}

	}

	/**
	 * Can't be written as JSON.
	 */
	static final class Unwritable implements Map.Entry<String, String> {

		private final String text;

		Unwritable(String text) {
			this.text = text;
		}

		@Override
		public String getKey() {
			throw new IllegalStateException("not for JSON");
		}

		@Override
		public String getValue() {
			throw new IllegalStateException("not for JSON");
		}

		@Override
		public String setValue(String value) {
			throw new IllegalStateException("not for JSON");
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LeakingCustomizer {

		@Bean
		InitPayloadCustomizer leak() {
			return (payload) -> payload.put("leak", "leaked-by-init");
		}

	}

}
