package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Whatever holds a thread of the engine, the close comes back in time with a closed
 * ledger, and a thread that goes on later changes nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class BlockedCloseTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(300);

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of()));

	private final CountDownLatch blocked = new CountDownLatch(1);

	private final CountDownLatch goOn = new CountDownLatch(1);

	private final CountDownLatch wentOn = new CountDownLatch(1);

	private final AtomicInteger sent = new AtomicInteger();

	private final List<Scheduler> threads = new CopyOnWriteArrayList<>();

	@AfterEach
	void release() {
		this.goOn.countDown();
	}

	@Test
	void sinkThatCannotBeOpenedShouldNotHoldTheClose() throws InterruptedException {
		DeliveryEngine engine = engine(false, () -> {
			block();
			return new Writing((event) -> {
			});
		});
		engine.start(INIT);
		publish(engine);
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 2L), 0);
		assertThat(this.sent).hasValue(0);
	}

	@Test
	void payloadThatCannotBeWrittenShouldNotHoldTheClose() throws InterruptedException {
		DeliveryEngine engine = engine(false, () -> new Writing((event) -> {
			if (event.type().equals("own")) {
				block();
			}
		}));
		engine.start(INIT);
		await().atMost(PATIENCE).until(() -> engine.statistics().ledger().total().delivered() == 1);
		publish(engine);
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 1L), 0);
		assertThat(this.sent).hasValue(1);
	}

	@Test
	void initThatIsNeverMadeShouldNotHoldTheClose() throws InterruptedException {
		DeliveryEngine engine = engine(false, () -> new Writing((event) -> {
		}));
		engine.start((timer) -> {
			block();
			return INIT.create(timer);
		});
		publish(engine);
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 2L), 0);
		assertThat(this.sent).hasValue(0);
	}

	@Test
	void sinkThatBlocksInPlaceOfSignallingShouldNotHoldTheCloseAndCountAsUnknown() throws InterruptedException {
		DeliveryEngine engine = engine(false, () -> (event) -> {
			block();
			return Mono.empty();
		});
		engine.start(INIT);
		publish(engine);
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 1L), 1);
	}

	@Test
	void foreignSinkThatBlocksShouldNotHoldTheCloseAndCountAsUnknown() throws InterruptedException {
		DeliveryEngine engine = engine(true, () -> TelemetrySink.blocking((event) -> block()));
		engine.start(INIT);
		publish(engine);
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 1L), 1);
	}

	@Test
	void cancelThatBlocksShouldNotHoldTheClose() throws InterruptedException {
		DeliveryEngine engine = engine(true,
				() -> (event) -> Mono.<Void>never()
					.doOnSubscribe((subscription) -> this.blocked.countDown())
					.doOnCancel(this::block));
		engine.start(INIT);
		publish(engine);
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 1L), 1);
	}

	// The client signals that its connections are closed before the cancel comes to it.
	@Test
	void failureAfterTheCloseShouldNotBeLogged(CapturedOutput output) throws InterruptedException {
		List<MonoSink<Void>> attempts = new CopyOnWriteArrayList<>();
		CountDownLatch seen = new CountDownLatch(1);
		CloseableSink sink = mock();
		given(sink.send(any())).willReturn(Mono.empty())
			.willReturn(Mono.<Void>create(attempts::add).doOnCancel(this::block));
		given(sink.close()).willReturn(Mono.create((closed) -> {
			attempts.get(1).error(new IllegalStateException("The pool is shut down"));
			this.threads.get(0).schedule(() -> {
				seen.countDown();
				closed.success();
			});
		}));
		DeliveryEngine engine = engine(2, false, () -> sink);
		engine.start(INIT);
		publish(engine);
		publish(engine);
		await().atMost(PATIENCE).until(() -> attempts.size() == 2);
		engine.shutdown(INIT).block(PATIENCE);
		seen.await();
		assertThat(engine.statistics().ledger().total().unknown()).isEqualTo(2);
		assertThat(output).contains("Telemetry closed with losses").doesNotContain("can't be delivered");
	}

	// On a busy machine, giving the connections back took longer than the close waits.
	@Test
	void clientThatNeverEndsShouldNotKeepTheThread() {
		CloseableSink sink = mock();
		given(sink.send(any())).willReturn(Mono.empty());
		given(sink.close()).willReturn(Mono.never());
		DeliveryEngine engine = engine(false, () -> sink);
		engine.start(INIT);
		await().atMost(PATIENCE).until(() -> engine.statistics().ledger().total().delivered() == 1);
		engine.shutdown(INIT).block(PATIENCE);
		assertThat(this.threads).singleElement().matches(Scheduler::isDisposed);
	}

	@Test
	void pauseShouldEndInTimeWhileTheThreadIsBlocked() throws InterruptedException {
		DeliveryEngine engine = engine(false, () -> new Writing((event) -> {
			if (event.type().equals("own")) {
				block();
			}
		}));
		engine.start(INIT);
		publish(engine);
		this.blocked.await();
		engine.pause().block(PATIENCE);
		assertThat(engine.statistics().ledger().total().pending()).isPositive();
		assertClosesWith(engine, Map.of(DropReason.SHUTDOWN, 1L), 0);
	}

	@Test
	void abortShouldCloseTheLedgerWhileTheThreadIsBlocked() throws InterruptedException {
		DeliveryEngine engine = engine(false, () -> {
			block();
			return new Writing((event) -> {
			});
		});
		engine.start(INIT);
		publish(engine);
		this.blocked.await();
		engine.abort();
		assertThat(engine.statistics().ledger().total().dropped()).isEqualTo(Map.of(DropReason.SHUTDOWN, 2L));
	}

	private void assertClosesWith(DeliveryEngine engine, Map<DropReason, Long> dropped, long unknown)
			throws InterruptedException {
		this.blocked.await();
		engine.shutdown(INIT).block(PATIENCE);
		LedgerSnapshot.Entry closed = engine.statistics().ledger().total();
		assertThat(closed.dropped()).isEqualTo(dropped);
		assertThat(closed.unknown()).isEqualTo(unknown);
		assertThat(closed.pending()).isZero();
		int sent = this.sent.get();
		this.goOn.countDown();
		this.wentOn.await();
		await().during(Duration.ofMillis(200))
			.atMost(PATIENCE)
			.until(() -> engine.statistics().ledger().total().equals(closed) && this.sent.get() == sent);
	}

	/**
	 * As a getter does that ignores interrupts.
	 */
	private void block() {
		this.blocked.countDown();
		boolean open = false;
		while (!open) {
			try {
				this.goOn.await();
				open = true;
			}
			catch (InterruptedException ex) {
				// Goes on all the same.
			}
		}
		this.wentOn.countDown();
	}

	private static void publish(DeliveryEngine engine) {
		engine.publish("own", Map.of());
	}

	private DeliveryEngine engine(boolean foreign, Supplier<TelemetrySink> sink) {
		return engine(1, foreign, sink);
	}

	private DeliveryEngine engine(int concurrency, boolean foreign, Supplier<TelemetrySink> sink) {
		RetryPolicy retry = new RetryPolicy(4, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(1));
		return new DeliveryEngine(
				new DeliverySettings(16, concurrency, DeliverySettings.Batch.NONE, Duration.ofMinutes(10), retry,
						SHUTDOWN_TIMEOUT),
				new Destination("test", "Look", this::thread, (thread) -> sink.get(), foreign), () -> 0.5);
	}

	private Scheduler thread() {
		Scheduler thread = Schedulers.newSingle("rustauth-telemetry-test", true);
		this.threads.add(thread);
		return thread;
	}

	/**
	 * A sink that writes events first.
	 */
	private final class Writing implements BatchTelemetrySink {

		private final Consumer<TelemetryEvent> writer;

		Writing(Consumer<TelemetryEvent> writer) {
			this.writer = writer;
		}

		@Override
		public byte[] encode(TelemetryEvent event) {
			this.writer.accept(event);
			return new byte[1];
		}

		@Override
		public Mono<Void> send(List<byte[]> events) {
			return Mono.fromRunnable(BlockedCloseTests.this.sent::incrementAndGet);
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

	}

}
