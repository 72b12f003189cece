package dev.rustauth.telemetry.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Primary;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications, started for real, with a sink that records.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class TelemetryApplicationTests {

	@Test
	void runWhenEnabledShouldSendInitOnceReady(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.base-url", "https://app.example.com")
			.run()) {
			TelemetryEvent init = sink(context).awaitInit();
			assertThat(init.type()).isEqualTo("init");
			assertThat(init.anonymousId()).isEqualTo("S4DKou72PjpOzYpxpF6mz0Qghrd7gCdYUi3nwfQm9S4=");
			assertThat(init.payload().keySet()).map(Object::toString)
				.containsExactly("config", "runtime", "database", "framework", "environment", "systemInfo",
						"packageManager");
			assertThat(output).containsOnlyOnce("RustAuth telemetry is on (ON_CUSTOM_SINK)")
				.contains("To switch it off, set RUSTAUTH_TELEMETRY=false");
		}
	}

	@Test
	void initShouldNotBeMadeOnTheMainThread() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, DetectingThread.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			RecordingSink sink = sink(context);
			sink.awaitInit();
			assertThat(sink.threads).allMatch((name) -> name.startsWith("rustauth-telemetry-sink"));
			assertThat(sink.events.get(0).payload().get("database").toString()).contains("rustauth-telemetry-init");
		}
	}

	@Test
	void runWhenNothingIsSetShouldBeSilent(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class).run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
			assertThat(telemetryThreads()).isEmpty();
		}
		assertThat(output).doesNotContain("WARN").doesNotContain("RustAuth telemetry");
	}

	@Test
	void switchAloneShouldTurnOnWithoutAnyOtherKey() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "1")
			.run()) {
			assertThat(sink(context).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void switchAloneWithoutDestinationShouldStartAndSaySo(CapturedOutput output) {
		Application.inTest(Plain.class).variable("RUSTAUTH_TELEMETRY", "1").run().close();
		assertThat(output).doesNotContain("RustAuth telemetry is");
		Application.of(Plain.class).variable("RUSTAUTH_TELEMETRY", "1").run().close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("(NO_DESTINATION)")
			.contains("rustauth.telemetry.endpoint");
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "0", "OFF", " no " })
	void switchOffShouldBeatPropertyAndArgument(String word) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", word)
			.property("rustauth.telemetry.enabled", "true")
			.run("--rustauth.telemetry.enabled=true", "--RUSTAUTH_TELEMETRY=true", "--rustauth.telemetry=true")) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
		}
	}

	@Test
	void switchThatIsNotUnderstoodShouldBeOffWithOneWarning(CapturedOutput output) {
		Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "banana")
			.property("rustauth.telemetry.enabled", "true")
			.run()
			.close();
		assertThat(output).containsOnlyOnce("WARN")
			.contains("OFF_UNRECOGNISED_SWITCH")
			.contains("RUSTAUTH_TELEMETRY")
			.contains("true, 1, on, yes, y, enabled")
			.doesNotContain("banana");
	}

	@Test
	void variablesAsSystemPropertiesShouldCount() {
		System.setProperty("RUSTAUTH_TELEMETRY", "true");
		System.setProperty("RUSTAUTH_TELEMETRY_DEBUG", "1");
		try (ConfigurableApplicationContext context = Application.of(Plain.class).run()) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(EngineTelemetryPublisher.class);
		}
		finally {
			System.clearProperty("RUSTAUTH_TELEMETRY");
			System.clearProperty("RUSTAUTH_TELEMETRY_DEBUG");
		}
	}

	@Test
	void variablesAsOrdinaryPropertiesShouldCount(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(Plain.class)
			.run("--RUSTAUTH_TELEMETRY=true", "--RUSTAUTH_TELEMETRY_ENDPOINT=http://127.0.0.1:1/x")) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(EngineTelemetryPublisher.class);
			assertThat(output).contains("events go to http://127.0.0.1:1.");
		}
	}

	@Test
	void endpointWithHighestPrecedenceShouldWinInWhicheverSpelling(CapturedOutput output) {
		Application.of(Plain.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "http://127.0.0.1:2/variable")
			.property("rustauth.telemetry.endpoint", "http://127.0.0.1:3/yaml")
			.run()
			.close();
		assertThat(output).contains("events go to http://127.0.0.1:2.");
		Application.of(Plain.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "http://127.0.0.1:2/variable")
			.run("--rustauth.telemetry.endpoint=http://127.0.0.1:4/argument")
			.close();
		assertThat(output).contains("events go to http://127.0.0.1:4.");
	}

	@Test
	void debugShouldPrintInsteadOfSending(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", "http://127.0.0.1:1/x")
			.variable("RUSTAUTH_TELEMETRY_DEBUG", "yes")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of("answer", 42));
		}
		assertThat(output).contains("(ON_DEBUG)")
			.contains("telemetry event {\n  \"type\": \"init\"")
			.contains("\"answer\": 42");
	}

	@Test
	void debugWithCustomSinkShouldDoBoth(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.debug", "true")
			.run()) {
			assertThat(sink(context).awaitInit().type()).isEqualTo("init");
		}
		assertThat(output).contains("(ON_CUSTOM_SINK)").contains("telemetry event {\n  \"type\": \"init\"");
	}

	@ParameterizedTest
	@CsvSource({ "endpoint, foo, not an absolute URL", "endpoint, ftp://x, http://", "endpoint, http://h:99999/, port",
			"http.request-timeout, banana, a duration such as", "http.request-timeout, -1s, a duration such as",
			"delivery.queue-capacity, 0, a number from 1", "delivery.queue-capacity, many, a whole number",
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
	void emptyValuesShouldCountAsUnset() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.variable("RUSTAUTH_TELEMETRY", "")
			.variable("RUSTAUTH_TELEMETRY_DEBUG", "")
			.variable("RUSTAUTH_TELEMETRY_ENDPOINT", "")
			.variable("RUSTAUTH_TELEMETRY_DELIVERY_CONCURRENCY", "")
			.run()) {
			assertThat(sink(context).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void severalSinksShouldBeOffWithOneWarning(CapturedOutput output) {
		Application.of(WithSink.class, SecondSink.class).property("rustauth.telemetry.enabled", "true").run().close();
		assertThat(output).containsOnlyOnce("WARN").contains("(OFF_MISCONFIGURED)").contains("@Primary");
	}

	@Test
	void severalSinksWithOnePrimaryShouldUseThatOne() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, PrimarySink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(context.getBean("primarySink", RecordingSink.class).awaitInit().type()).isEqualTo("init");
			assertThat(context.getBean("sink", RecordingSink.class).events).isEmpty();
		}
	}

	@Test
	void ownPublisherShouldReplaceEverything() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, OwnPublisher.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(context.getBeansOfType(TelemetryPublisher.class)).containsOnlyKeys("ownPublisher");
			assertThat(context.getBeansOfType(TelemetryLifecycle.class)).isEmpty();
		}
	}

	@Test
	void ownOptionsShouldReplaceTheBoundOnesAndCustomizersRefineThem() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, OwnOptions.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.plugins", "bound")
			.run()) {
			Map<?, ?> config = (Map<?, ?>) sink(context).awaitInit().payload().get("config");
			assertThat(config.get("plugins")).isEqualTo(List.of("own"));
			assertThat(config.get("secondaryStorage")).isEqualTo(true);
		}
	}

	@Test
	void boundOptionsShouldBeReported() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.plugins", "two-factor,passkey")
			.property("rustauth.social-providers.github.scope", "read:user")
			.run()) {
			Map<?, ?> config = (Map<?, ?>) sink(context).awaitInit().payload().get("config");
			assertThat(config.get("plugins")).isEqualTo(List.of("two-factor", "passkey"));
			assertThat(config.get("socialProviders").toString()).contains("github");
		}
	}

	@Test
	void oauthOffShouldReportNoSocialProviders() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.oauth.enabled", "false")
			.property("rustauth.social-providers.github.scope", "read:user")
			.run()) {
			Map<?, ?> config = (Map<?, ?>) sink(context).awaitInit().payload().get("config");
			assertThat(config.get("socialProviders")).isEqualTo(List.of());
		}
	}

	@Test
	void ownDetectorAndPayloadCustomizerShouldBeUsed() {
		try (ConfigurableApplicationContext context = Application
			.of(WithSink.class, OwnDetector.class, RemovingCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Map<?, ?> payload = sink(context).awaitInit().payload();
			assertThat(payload.get("database")).isEqualTo(Map.of("name", "mine", "version", "1"));
			assertThat(payload.containsKey("systemInfo")).isFalse();
			assertThat(((Map<?, ?>) payload.get("config")).get("database")).isEqualTo("mine");
		}
	}

	@Test
	void strictRedactionShouldCloseWhatDetectorsAndOptionsSay() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, OwnDetector.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.redaction", "strict")
			.property("rustauth.telemetry.context.adapter", "acme-store")
			.property("rustauth.plugins", "passkey,acme-login")
			.run()) {
			Map<?, ?> payload = sink(context).awaitInit().payload();
			assertThat(payload.get("database")).isEqualTo(Map.of("name", "other", "version", "1"));
			assertThat((Map<?, ?>) payload.get("config")).extracting("database", "adapter", "plugins")
				.containsExactly("other", "other", List.of("passkey", "other"));
		}
	}

	@Test
	void detectorThatThrowsShouldCostItsOwnPartOnly() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingDetector.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Map<?, ?> payload = sink(context).awaitInit().payload();
			assertThat(payload.containsKey("database")).isTrue();
			assertThat(payload.get("database")).isNull();
			assertThat(payload.get("runtime")).isNotNull();
			assertThat(payload.get("config")).isNotNull();
		}
	}

	@Test
	void anonymousIdGeneratorThatThrowsShouldGiveARandomId() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingGenerator.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(sink(context).awaitInit().anonymousId()).matches("[A-Za-z0-9]{32}");
		}
	}

	@Test
	void detectorThatHangsShouldCostItsOwnPartOnly() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, HangingDetector.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Map<?, ?> payload = sink(context).awaitInit().payload();
			assertThat(payload.get("database")).isNull();
			assertThat(payload.get("packageManager")).isNotNull();
		}
	}

	@Test
	void payloadCustomizerThatThrowsShouldPreventInit() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of());
			assertThat(sink(context).await(1)).singleElement().extracting(TelemetryEvent::type).isEqualTo("own");
			DeliveryEngine engine = Application.engine(context);
			assertThat(engine.statistics().ledger().types().get("init").dropped())
				.containsOnlyKeys(DropReason.INIT_FAILED);
		}
	}

	@Test
	void eventsFromARunnerShouldWaitForInit() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, PublishingRunner.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			sink(context).await(2);
			assertThat(sink(context).types()).containsExactly("init", "cli_migrate");
		}
	}

	@Test
	void runnerThatExitsShouldGetInitAndItsEventOut() {
		SpringApplication application = Application.of(WithSink.class, ExitingRunner.class)
			.property("rustauth.telemetry.enabled", "true")
			.build();
		ConfigurableApplicationContext[] context = new ConfigurableApplicationContext[1];
		application.addInitializers((created) -> context[0] = created);
		RecordingSink[] sink = new RecordingSink[1];
		application.addListeners((event) -> {
			if (event instanceof ApplicationStartedEvent started) {
				sink[0] = started.getApplicationContext().getBean(RecordingSink.class);
			}
		});
		try {
			application.run();
		}
		catch (IllegalStateException ex) {
			// Boot refuses to go on with a closed context.
		}
		assertThat(context[0].isActive()).isFalse();
		assertThat(sink[0].types()).containsExactly("init", "cli_migrate");
	}

	@Test
	void childContextShouldNotCauseASecondInit() {
		ConfigurableApplicationContext child = new SpringApplicationBuilder(WithSink.class).web(WebApplicationType.NONE)
			.properties("rustauth.telemetry.enabled=true", "rustauth.telemetry.skip-test-check=true",
					"spring.main.banner-mode=off")
			.child(Plain.class)
			.web(WebApplicationType.NONE)
			.run();
		try {
			ApplicationContext parent = child.getParent();
			RecordingSink sink = parent.getBean(RecordingSink.class);
			sink.awaitInit();
			parent.getBean(TelemetryPublisher.class).publish("afterwards", Map.of());
			sink.await(2);
			assertThat(sink.types()).containsExactly("init", "afterwards");
			child.close();
			parent.getBean(TelemetryPublisher.class).publish("child is gone", Map.of());
			sink.await(3);
		}
		finally {
			((ConfigurableApplicationContext) child.getParent()).close();
		}
	}

	@Test
	void lazyInitializationShouldNotStopInit() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("spring.main.lazy-initialization", "true")
			.run()) {
			assertThat(sink(context).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void closeShouldFlushAndLeaveNoThread() {
		ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run();
		RecordingSink sink = sink(context);
		DeliveryEngine engine = Application.engine(context);
		TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
		for (int i = 0; i < 100; i++) {
			publisher.publish("own", Map.of("i", i));
		}
		context.close();
		assertThat(sink.events).hasSize(101);
		publisher.publish("late", Map.of());
		assertThat(engine.statistics().ledger().types().get("late").dropped()).containsOnlyKeys(DropReason.CLOSED);
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(telemetryThreads()).isEmpty());
	}

	@Test
	void sinkThatThrowsShouldNotReachTheApplication(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(Plain.class, ThrowingSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(output).containsOnlyOnce("can't be delivered"));
		}
		assertThat(output).doesNotContain("\tat ").doesNotContain("secret detail");
	}

	@Test
	void sinkThatNeverAnswersShouldNotKeepTheApplicationFromClosing() {
		ConfigurableApplicationContext context = Application.of(Plain.class, HangingSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "200ms")
			.run();
		DeliveryEngine engine = Application.engine(context);
		context.getBean(TelemetryPublisher.class).publish("own", Map.of());
		context.close();
		assertThat(engine.statistics().ledger().total().pending()).isZero();
		assertThat(engine.statistics().ledger().total().accepted()).isEqualTo(2);
	}

	@Test
	void publishFromManyThreadsShouldNeverThrowAndCountEverything() throws Exception {
		ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.delivery.queue-capacity", "50")
			.run();
		RecordingSink sink = sink(context);
		DeliveryEngine engine = Application.engine(context);
		CountDownLatch go = new CountDownLatch(1);
		List<Throwable> thrown = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		Map<String, Object> itself = new HashMap<>();
		itself.put("itself", itself);
		for (int i = 0; i < 32; i++) {
			Thread thread = new Thread(() -> {
				try {
					go.await();
					for (int n = 0; n < 200; n++) {
						engine.publish("own", (n % 10 == 0) ? itself : Map.of("n", n));
					}
				}
				catch (Throwable ex) {
					synchronized (thrown) {
						thrown.add(ex);
					}
				}
			});
			thread.start();
			threads.add(thread);
		}
		go.countDown();
		for (Thread thread : threads) {
			thread.join(TimeUnit.SECONDS.toMillis(30));
		}
		context.close();
		assertThat(thrown).isEmpty();
		assertThat(engine.statistics().ledger().types().get("own").accepted()).isEqualTo(32 * 200);
		assertThat(engine.statistics().ledger().types().get("own").dropped()).containsEntry(DropReason.INVALID,
				32L * 20);
		assertThat(engine.statistics().ledger().types().get("own").delivered()).isEqualTo(sink.events.size() - 1);
		assertThat(engine.statistics().ledger().total().pending()).isZero();
	}

	@Test
	void payloadThatIsNoJsonShouldBeDroppedAndTheNextOneGo(CapturedOutput output) {
		DeliveryEngine engine;
		try (ConfigurableApplicationContext context = Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.debug", "true")
			.run()) {
			engine = Application.engine(context);
			engine.publish("bad", Map.of("bean", new Unwritable()));
			engine.publish("good", Map.of());
		}
		assertThat(engine.statistics().ledger().types().get("bad").dropped()).containsOnlyKeys(DropReason.UNENCODABLE);
		assertThat(engine.statistics().ledger().types().get("good").delivered()).isOne();
		assertThat(output).doesNotContain("secret detail");
	}

	@Test
	void payloadThatCannotBePrintedShouldReachACustomSinkAllTheSame() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.debug", "true")
			.run()) {
			context.getBean(TelemetryPublisher.class).publish("bad", Map.of("bean", new Unwritable()));
			RecordingSink sink = sink(context);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(sink.types()).containsExactly("init", "bad"));
		}
	}

	@Test
	void offWordUnderThePropertyNameShouldBeAnOptOut() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.variable("RUSTAUTH_TELEMETRY", "true")
			.run("--rustauth.telemetry=false")) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "${nope}", "${DO_NOT_TRACK}", "1" })
	void doNotTrackShouldBeOffInSilenceWhateverItHolds(String value, CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.variable("DO_NOT_TRACK", value)
			.run()) {
			assertThat(context.getBean(TelemetryPublisher.class)).isInstanceOf(NoopTelemetryPublisher.class);
		}
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void fallbackSinkShouldGiveWay() {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, FallbackSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			assertThat(context.getBean("sink", RecordingSink.class).awaitInit().type()).isEqualTo("init");
		}
	}

	@Test
	void optionsCustomizerThatThrowsShouldNotPassForAnotherDeployment(CapturedOutput output) {
		try (ConfigurableApplicationContext context = Application.of(WithSink.class, ThrowingOptionsCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.base-url", "https://app.example.com")
			.run()) {
			TelemetryEvent init = sink(context).awaitInit();
			assertThat(init.anonymousId()).matches("[A-Za-z0-9]{32}");
			assertThat(init.payload().get("config")).isNull();
		}
		assertThat(output).containsOnlyOnce("WARN")
			.contains("RustAuthOptionsCustomizer")
			.doesNotContain("secret detail");
	}

	@Test
	void blockingSinkThatIsSlowShouldNotMakeTheLedgerUntrue() {
		DeliveryEngine engine;
		RecordingSink recorded;
		try (ConfigurableApplicationContext context = Application.of(Plain.class, SlowSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.http.request-timeout", "2s")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "20s")
			.run()) {
			engine = Application.engine(context);
			recorded = context.getBean(SlowSink.class).recorded;
			for (int i = 0; i < 8; i++) {
				engine.publish("own", Map.of());
			}
		}
		assertThat(recorded.events).hasSize(9);
		assertThat(engine.statistics().ledger().total().delivered()).isEqualTo(9);
	}

	@Test
	void sinkThatFailsAfterItWasGivenUpShouldNotBeLogged(CapturedOutput output) {
		Application.of(Plain.class, LateSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "300ms")
			.run()
			.close();
		Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(telemetryThreads()).isEmpty());
		assertThat(output).doesNotContain("onErrorDropped").doesNotContain("secret detail");
	}

	@Test
	void credentialsOverPlainHttpShouldBeWarnedOf(CapturedOutput output) {
		Application.of(Plain.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.endpoint", "http://collector.invalid/x")
			.property("rustauth.telemetry.http.headers.Authorization", "Bearer hunter2")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "0s")
			.run()
			.close();
		assertThat(output).contains("without encryption").doesNotContain("hunter2");
	}

	private static RecordingSink sink(ApplicationContext context) {
		return context.getBean(RecordingSink.class);
	}

	private static List<String> telemetryThreads() {
		Thread[] threads = new Thread[Thread.activeCount() + 50];
		int count = Thread.enumerate(threads);
		return Arrays.stream(threads, 0, count)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rustauth-telemetry"))
			.toList();
	}

	public static class Unwritable {

		public String getValue() {
			throw new IllegalStateException("secret detail");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondSink {

		@Bean
		RecordingSink secondSink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimarySink {

		@Bean
		@Primary
		RecordingSink primarySink() {
			return new RecordingSink();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingSink {

		@Bean
		TelemetrySink throwingSink() {
			return TelemetrySink.blocking((event) -> {
				throw new IllegalStateException("secret detail");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingSink {

		@Bean
		TelemetrySink hangingSink() {
			return TelemetrySink.blocking((event) -> {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FallbackSink {

		@Bean
		@Fallback
		RecordingSink fallbackSink() {
			return new RecordingSink();
		}

	}

	/**
	 * Eight events of 300 ms are longer than one attempt may take.
	 */
	@Configuration(proxyBeanMethods = false)
	static class SlowSink {

		private final RecordingSink recorded = new RecordingSink();

		@Bean
		TelemetrySink slowSink() {
			return TelemetrySink.blocking((event) -> {
				LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
				this.recorded.events.add(event);
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateSink {

		@Bean
		TelemetrySink lateSink() {
			return TelemetrySink.blocking((event) -> {
				while (!Thread.currentThread().isInterrupted()) {
					Thread.onSpinWait();
				}
				throw new IllegalStateException("secret detail");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingOptionsCustomizer {

		@Bean
		RustAuthOptionsCustomizer throwingOptionsCustomizer() {
			return (builder) -> {
				throw new IllegalStateException("secret detail");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPublisher {

		@Bean
		TelemetryPublisher ownPublisher() {
			return new NoopTelemetryPublisher();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnOptions {

		@Bean
		RustAuthOptions ownOptions() {
			return RustAuthOptions.builder().plugins("own").build();
		}

		@Bean
		RustAuthOptionsCustomizer optionsCustomizer() {
			return (builder) -> builder.secondaryStorage(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DetectingThread {

		@Bean
		DatabaseDetector detectingThread() {
			return () -> new NamedVersion(Thread.currentThread().getName(), null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetector {

		@Bean
		DatabaseDetector ownDetector() {
			return () -> new NamedVersion("mine", "1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingDetector {

		@Bean
		DatabaseDetector throwingDetector() {
			return () -> {
				throw new NoClassDefFoundError("whatever");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingGenerator {

		@Bean
		AnonymousIdGenerator throwingGenerator() {
			return (baseUrl) -> {
				throw new IllegalStateException("no");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingDetector {

		@Bean
		DatabaseDetector hangingDetector() {
			return () -> {
				while (!Thread.currentThread().isInterrupted()) {
					Thread.onSpinWait();
				}
				return null;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RemovingCustomizer {

		@Bean
		InitPayloadCustomizer removing() {
			return (payload) -> payload.remove("systemInfo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingCustomizer {

		@Bean
		InitPayloadCustomizer throwing() {
			return (payload) -> {
				throw new IllegalStateException("no");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PublishingRunner {

		@Bean
		CommandLineRunner runner(TelemetryPublisher publisher) {
			return (args) -> publisher.publish("cli_migrate", Map.of("outcome", "migrated"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExitingRunner {

		@Bean
		CommandLineRunner runner(TelemetryPublisher publisher, ApplicationContext context) {
			return (args) -> {
				publisher.publish("cli_migrate", Map.of("outcome", "migrated"));
				SpringApplication.exit(context);
			};
		}

	}

}
