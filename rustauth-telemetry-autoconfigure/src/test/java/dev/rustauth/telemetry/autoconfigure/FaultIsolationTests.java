package dev.rustauth.telemetry.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.autoconfigure.Application.Plain;
import dev.rustauth.telemetry.autoconfigure.Application.WithSink;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sink that fails, hangs or is slow, and payloads that can't be written, stay without
 * consequence for the application and are counted.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class FaultIsolationTests {

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

	/**
	 * Reactor takes such an error for the end of the JVM: it logs it and signals nothing.
	 */
	@ParameterizedTest
	@ValueSource(classes = { BrokenSink.class, BrokenBlockingSink.class })
	void sinkWhoseClassesCannotBeLoadedShouldCostTheEventOnly(Class<?> sink, CapturedOutput output) {
		DeliveryEngine engine;
		try (ConfigurableApplicationContext context = Application.of(Plain.class, sink)
			.property("rustauth.telemetry.enabled", "true")
			.run()) {
			engine = Application.engine(context);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(engine.statistics().ledger().total().dropped())
					.containsOnlyKeys(DropReason.SINK_ERROR));
		}
		assertThat(output).containsOnlyOnce("the sink failed with java.lang.NoClassDefFoundError")
			.doesNotContain("\tat ")
			.doesNotContain("secret detail");
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
	void sinkThatFailsAfterItWasGivenUpShouldNotBeLogged(CapturedOutput output) {
		Application.of(Plain.class, LateSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "300ms")
			.run()
			.close();
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(Application.telemetryThreads()).isEmpty());
		assertThat(output).doesNotContain("onErrorDropped").doesNotContain("secret detail");
	}

	@Test
	void customizerThatFailsBecauseTheContextIsClosedShouldNotBeWarnedOf(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = Application.of(WithSink.class, LateCustomizer.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.delivery.shutdown-timeout", "200ms")
			.run();
		LateCustomizer customizer = context.getBean(LateCustomizer.class);
		assertThat(customizer.called.await(1, TimeUnit.MINUTES)).isTrue();
		context.close();
		customizer.released = true;
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(Application.telemetryThreads()).isEmpty());
		assertThat(output).contains("(ON_CUSTOM_SINK)").doesNotContain("from the RustAuthOptions");
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
	void publishFromManyThreadsShouldNeverThrowAndCountEverything() throws Exception {
		ConfigurableApplicationContext context = Application.of(WithSink.class)
			.property("rustauth.telemetry.enabled", "true")
			.property("rustauth.telemetry.delivery.queue-capacity", "50")
			.run();
		RecordingSink sink = RecordingSink.of(context);
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
			RecordingSink sink = RecordingSink.of(context);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(sink.types()).containsExactly("init", "bad"));
		}
	}

	public static class Unwritable {

		public String getValue() {
			throw new IllegalStateException("secret detail");
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
	static class BrokenSink {

		@Bean
		TelemetrySink sink() {
			return (event) -> {
				throw new NoClassDefFoundError("secret detail");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenBlockingSink {

		@Bean
		TelemetrySink sink() {
			return TelemetrySink.blocking((event) -> {
				throw new NoClassDefFoundError("secret detail");
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

	/**
	 * Asks the context for a bean once that is closed.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LateCustomizer {

		private final CountDownLatch called = new CountDownLatch(1);

		private volatile boolean released;

		@Bean
		RustAuthOptionsCustomizer lateCustomizer(ApplicationContext context) {
			return (options) -> {
				this.called.countDown();
				while (!this.released) {
					Thread.onSpinWait();
				}
				context.getBean(RecordingSink.class);
			};
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

}
