package dev.rustauth.telemetry.init;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties.Redaction;
import dev.rustauth.telemetry.detect.NamedVersion;
import dev.rustauth.telemetry.detect.SystemInfo;
import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Time limits of {@link InitEventFactory}, in virtual time: whatever hangs, and doesn't
 * even heed an interrupt, the event is made.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class InitEventFactoryTests {

	private static final Duration TICK = Duration.ofMillis(1);

	private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Map<String, Hang> hangs = new LinkedHashMap<>();

	@AfterEach
	void release() {
		this.hangs.values().forEach((hang) -> hang.released.countDown());
		this.time.dispose();
	}

	@Test
	void createWhenOptionsHangShouldGoOnWithoutThemAfterTenSeconds(CapturedOutput output) throws Exception {
		InitEvent init = createWhileHanging("options", TEN_SECONDS);
		assertThat(init.anonymousId()).hasSize(32);
		assertThat(init.payload().get("config")).isNull();
		assertThat(init.payload().get("runtime")).isEqualTo(Map.of("name", "runtime", "version", "1"));
		assertThat(output).contains("No 'options' in the telemetry event 'init': java.util.concurrent.Timeout");
	}

	@Test
	void createWhenAnonymousIdHangsShouldGoOnWithARandomOneAfterTenSeconds() throws Exception {
		InitEvent init = createWhileHanging("anonymousId", TEN_SECONDS);
		assertThat(init.anonymousId()).hasSize(32);
		assertThat(init.payload().get("config")).isNotNull();
	}

	@Test
	void createWhenCustomizerHangsShouldGiveNoPayloadAfterTenSeconds(CapturedOutput output) throws Exception {
		InitEvent init = createWhileHanging("customizers", TEN_SECONDS);
		assertThat(init.anonymousId()).isEqualTo("id");
		assertThat(init.payload()).isNull();
		assertThat(output).contains("The telemetry event 'init' is not sent: java.util.concurrent.TimeoutException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "runtime", "database", "framework", "environment", "systemInfo", "packageManager" })
	void createWhenDetectorHangsShouldGoOnWithoutItAfterASecond(String detector) throws Exception {
		InitEvent init = createWhileHanging(detector, Duration.ofSeconds(1));
		assertThat(init.anonymousId()).isEqualTo("id");
		assertThat(init.payload()).containsEntry(detector, null);
		assertThat(init.payload().get("config")).isNotNull();
	}

	@Test
	void createWhenAdapterHangsShouldGoOnWithoutItAfterASecond() throws Exception {
		InitEvent init = createWhileHanging("adapter", Duration.ofSeconds(1));
		assertThat(init.payload().get("config")).asString().contains("adapter=null");
	}

	@Test
	void createWhenEverythingHangsShouldEnd() throws Exception {
		List<String> parts = List.of("options", "runtime", "database", "framework", "environment", "systemInfo",
				"packageManager", "adapter", "customizers");
		parts.forEach(this::hang);
		CompletableFuture<InitEvent> init = create();
		for (String part : parts) {
			this.hangs.get(part).awaitEntered();
			this.time.advanceTimeBy(
					(part.equals("options") || part.equals("customizers")) ? TEN_SECONDS : Duration.ofSeconds(1));
		}
		assertThat(init.get(30, TimeUnit.SECONDS).payload()).isNull();
		assertThat(this.time.now(TimeUnit.SECONDS)).isEqualTo(27);
	}

	/**
	 * Nothing but the part that hangs runs meanwhile, so that there is nothing until the
	 * last moment, however slow the machine is.
	 */
	private InitEvent createWhileHanging(String part, Duration limit) throws Exception {
		Hang hang = hang(part);
		CompletableFuture<InitEvent> init = create();
		hang.awaitEntered();
		this.time.advanceTimeBy(limit.minus(TICK));
		assertThat(hang.interrupted.getCount()).isOne();
		assertThat(init).isNotDone();
		this.time.advanceTimeBy(TICK);
		assertThat(hang.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		return init.get(30, TimeUnit.SECONDS);
	}

	private Hang hang(String part) {
		Hang hang = new Hang();
		this.hangs.put(part, hang);
		return hang;
	}

	private CompletableFuture<InitEvent> create() {
		InitEventFactory.Parts parts = new InitEventFactory.Parts(part("options", RustAuthOptions.builder().build()),
				() -> (baseUrl) -> part("anonymousId", "id").get(), () -> named("runtime")::get,
				() -> named("database")::get, () -> named("framework")::get,
				() -> part("environment", "production")::get, () -> this.<SystemInfo>part("systemInfo", null)::get,
				() -> named("packageManager")::get, () -> part("adapter", "jdbc")::get,
				() -> List.of((payload) -> part("customizers", "").get()),
				new InitEventFactory.Parts.Context(null, null, true), Redaction.STANDARD);
		return new InitEventFactory(parts, () -> true).create(this.time).toFuture();
	}

	private Supplier<NamedVersion> named(String part) {
		return part(part, new NamedVersion(part, "1"));
	}

	private <T> Supplier<T> part(String name, T value) {
		return () -> {
			Hang hang = this.hangs.get(name);
			if (hang != null) {
				hang.enter();
			}
			return value;
		};
	}

	/**
	 * Something that doesn't return before it is released.
	 */
	private static final class Hang {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		void enter() {
			this.entered.countDown();
			while (this.released.getCount() > 0) {
				try {
					this.released.await();
				}
				catch (InterruptedException ex) {
					this.interrupted.countDown();
				}
			}
		}

		void awaitEntered() throws InterruptedException {
			assertThat(this.entered.await(30, TimeUnit.SECONDS)).isTrue();
		}

	}

}
