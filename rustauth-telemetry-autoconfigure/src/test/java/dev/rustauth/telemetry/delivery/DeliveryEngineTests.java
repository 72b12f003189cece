package dev.rustauth.telemetry.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryEngine} in virtual time.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryEngineTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration RUN = Duration.ofMillis(6);

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of("hello", "world")));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final VirtualTimeScheduler watch = VirtualTimeScheduler.create();

	private final AtomicInteger schedulersAsked = new AtomicInteger();

	private final AtomicInteger sinksOpened = new AtomicInteger();

	private final ScriptedSink sink = new ScriptedSink();

	private Supplier<Double> random = () -> 0.5;

	@Test
	void startShouldSendInitWithTheAnonymousId() {
		DeliveryEngine engine = started();
		assertThat(this.sink.delivered).containsExactly(new TelemetryEvent("init", "anon", Map.of("hello", "world")));
		assertThat(books(engine, "init")).isEqualTo(entry(1, Map.of(), 0, 0));
	}

	@Test
	void anonymousIdGivenByTheCallerShouldBeReplaced() {
		DeliveryEngine engine = started();
		engine.publish(new TelemetryEvent("own", "the caller's", Map.of()));
		run();
		assertThat(this.sink.delivered).last().isEqualTo(new TelemetryEvent("own", "anon", Map.of()));
	}

	@Test
	void publishBeforeStartShouldWaitForInitAndKeepOrder() {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("first", Map.of());
		engine.publish("second", Map.of());
		assertThat(books(engine, "first")).isEqualTo(entry(0, Map.of(), 0, 1));
		engine.start(INIT);
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "first", "second");
		assertThat(this.sink.delivered).allSatisfy((event) -> assertThat(event.anonymousId()).isEqualTo("anon"));
		assertThat(total(engine)).isEqualTo(entry(3, Map.of(), 0, 0));
	}

	@Test
	void publishWhileInitIsOnItsWayShouldWaitForIt() {
		Sinks.Empty<Void> answer = Sinks.empty();
		this.sink.then(answer.asMono());
		DeliveryEngine engine = started();
		engine.publish("own", Map.of());
		run();
		assertThat(this.sink.attemptedTypes()).containsExactly("init");
		answer.tryEmitEmpty();
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "own");
	}

	@Test
	void initThatIsGivenUpShouldLetTheOthersGo() {
		this.sink.thenFail(DeliveryFailure.permanent(DropReason.REJECTED, "no"));
		DeliveryEngine engine = engine(16, 1);
		engine.publish("own", Map.of());
		engine.start(INIT);
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("own");
		assertThat(books(engine, "init")).isEqualTo(entry(0, Map.of(DropReason.REJECTED, 1L), 0, 0));
	}

	@Test
	void initThatCannotBeMadeShouldLetTheOthersGo() {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("own", Map.of());
		engine.start((timer) -> Mono.just(new InitEvent("anon", null)));
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("own");
		assertThat(books(engine, "init")).isEqualTo(entry(0, Map.of(DropReason.INIT_FAILED, 1L), 0, 0));
	}

	@Test
	void initThatIsLateShouldLetTheOthersGoWhenItsLimitEnds() {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("own", Map.of());
		engine.start((timer) -> Mono.<InitEvent>never().timeout(TIMEOUT, timer));
		run();
		assertThat(this.sink.attemptedTypes()).isEmpty();
		advance(TIMEOUT);
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("own");
	}

	// Such as a class that can't be loaded while no file can be opened.
	@Test
	void errorOnTheThreadOfTheEngineShouldCostTheEventAndOneWarning(CapturedOutput output) {
		DeliveryEngine engine = started();
		this.random = () -> {
			throw new NoClassDefFoundError("dev/example/Missing");
		};
		for (int i = 0; i < 2; i++) {
			this.sink.thenFail(DeliveryFailure.unanswered("gone"));
			engine.publish("hit", Map.of());
			advance(Duration.ofSeconds(2));
		}
		this.random = () -> 0.5;
		engine.publish("own", Map.of());
		advance(Duration.ofSeconds(2));
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "own");
		assertThat(output).containsOnlyOnce("The telemetry thread goes on after java.lang.NoClassDefFoundError");
		engine.shutdown(INIT).subscribe();
		advance(TIMEOUT);
		assertThat(total(engine).accepted()).isEqualTo(4);
		assertThat(total(engine).pending()).isZero();
	}

	@Test
	void errorWhileALateAttemptEndsShouldNotKeepOthersFromEnding() {
		DeliveryEngine engine = started(16, 2);
		this.sink.then(Mono.never()).then(Mono.never());
		this.random = () -> {
			throw new NoClassDefFoundError("dev/example/Missing");
		};
		engine.publish("hit", Map.of());
		advance(TIMEOUT.plusSeconds(2));
		this.random = () -> 0.5;
		engine.publish("own", Map.of());
		advance(TIMEOUT.plusSeconds(2));
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "own");
	}

	@Test
	void startTwiceShouldSendInitOnce() {
		DeliveryEngine engine = started();
		engine.start(INIT);
		run();
		assertThat(this.sink.attemptedTypes()).containsExactly("init");
	}

	@Test
	void beforeStartThereShouldBeNoThreadAndNoSink() {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("own", Map.of());
		assertThat(this.schedulersAsked).hasValue(0);
		assertThat(this.sinksOpened).hasValue(0);
	}

	@Test
	void publishWhenQueueIsFullShouldDropTheNewestAndNeverInit() {
		DeliveryEngine engine = engine(2, 1);
		List.of("a", "b", "c", "d").forEach((type) -> engine.publish(type, Map.of()));
		engine.start(INIT);
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "a", "b");
		assertThat(books(engine, "c")).isEqualTo(entry(0, Map.of(DropReason.QUEUE_FULL, 1L), 0, 0));
		assertThat(total(engine).accepted()).isEqualTo(5);
	}

	@Test
	@SuppressWarnings("NullAway")
	void publishWithNonsenseShouldCountAndNotThrow() {
		DeliveryEngine engine = engine(16, 1);
		Map<String, Object> itself = new HashMap<>();
		itself.put("self", itself);
		engine.publish(null);
		engine.publish(null, Map.of());
		engine.publish("", Map.of());
		engine.publish("own", null);
		engine.publish("own", itself);
		assertThat(total(engine)).isEqualTo(entry(0, Map.of(DropReason.INVALID, 5L), 0, 0));
		engine.publish("own", Map.of());
		assertThat(total(engine).pending()).isOne();
	}

	@ParameterizedTest
	@MethodSource("whatCodeThrows")
	void publishWithAMapThatThrowsAnythingShouldCountAndNotThrow(Throwable throwable) {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("own", new AbstractMap<>() {

			@Override
			public Set<Entry<String, Object>> entrySet() {
				throw DeliveryEngineTests.<RuntimeException>sneaky(throwable);
			}

		});
		assertThat(total(engine)).isEqualTo(entry(0, Map.of(DropReason.INVALID, 1L), 0, 0));
	}

	static Stream<Throwable> whatCodeThrows() {
		return Stream.of(new AssertionError(), new NoClassDefFoundError(), new ExceptionInInitializerError(),
				new StackOverflowError(), new IllegalStateException(), new IOException());
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
		throw (T) throwable;
	}

	@Test
	void transientFailureShouldBeRepeatedUnderTheSameKeyAfterTheBackoff() {
		this.sink.thenFail(DeliveryFailure.transientFailure("503", null))
			.thenFail(new IOException("broken"))
			.then(Mono.empty());
		DeliveryEngine engine = started();
		assertThat(this.sink.attempts).hasSize(1);
		// The random source says 0.5: three quarters of the backoff.
		advance(Duration.ofMillis(74).minus(RUN));
		assertThat(this.sink.attempts).hasSize(1);
		advance(Duration.ofMillis(1));
		assertThat(this.sink.attempts).hasSize(2);
		advance(Duration.ofMillis(150));
		assertThat(this.sink.attempts).hasSize(3);
		assertThat(this.sink.keys).hasSize(3).containsOnly(this.sink.keys.get(0));
		assertThat(books(engine, "init")).isEqualTo(entry(1, Map.of(), 0, 0));
	}

	@Test
	void eachEventShouldHaveItsOwnKey() {
		DeliveryEngine engine = started();
		engine.publish("own", Map.of());
		engine.publish("own", Map.of());
		run();
		assertThat(this.sink.keys).hasSize(3).doesNotHaveDuplicates();
	}

	@Test
	void retryAfterShouldBeObeyed() {
		this.sink.thenFail(DeliveryFailure.transientFailure("429", Duration.ofSeconds(3)));
		started();
		advance(Duration.ofMillis(2999).minus(RUN));
		assertThat(this.sink.attempts).hasSize(1);
		advance(Duration.ofMillis(1));
		assertThat(this.sink.attempts).hasSize(2);
	}

	@Test
	void failureThatStaysShouldBeGivenUpAfterTheLastAttempt() {
		this.sink.otherwise(Mono.error(DeliveryFailure.transientFailure("503", null)));
		DeliveryEngine engine = started();
		advance(Duration.ofMinutes(5));
		assertThat(this.sink.attempts).hasSize(4);
		assertThat(books(engine, "init")).isEqualTo(entry(0, Map.of(DropReason.RETRIES_EXHAUSTED, 1L), 0, 0));
	}

	@Test
	void permanentFailureShouldNotBeRepeated() {
		this.sink.thenFail(new IllegalStateException("secret in the message"));
		DeliveryEngine engine = started();
		advance(Duration.ofMinutes(5));
		assertThat(this.sink.attempts).hasSize(1);
		assertThat(books(engine, "init")).isEqualTo(entry(0, Map.of(DropReason.SINK_ERROR, 1L), 0, 0));
	}

	@Test
	void sinkThatThrowsInsteadOfFailingShouldCostThatEventOnly() {
		TelemetrySink throwing = (event) -> {
			if (event.type().equals("init")) {
				throw new NoClassDefFoundError("reactor/netty/Whatever");
			}
			return this.sink.send(event);
		};
		DeliveryEngine engine = engine(16, 1, throwing);
		engine.start(INIT);
		engine.publish("own", Map.of());
		run();
		assertThat(books(engine, "init").dropped()).containsOnlyKeys(DropReason.SINK_ERROR);
		assertThat(this.sink.deliveredTypes()).containsExactly("own");
	}

	@Test
	void sinkThatNeverAnswersShouldEndAsUnknownAndNotHoldUpTheOthers() {
		this.sink.then(Mono.never()).then(Mono.never()).then(Mono.never()).then(Mono.never());
		DeliveryEngine engine = started();
		engine.publish("own", Map.of());
		advance(Duration.ofMinutes(5));
		assertThat(books(engine, "init")).isEqualTo(entry(0, Map.of(), 1, 0));
		assertThat(this.sink.deliveredTypes()).containsExactly("own");
	}

	/**
	 * Cancelling may run the application's code.
	 */
	@Test
	void sinkThatCannotBeCancelledShouldNotHoldUpTheOthers() {
		Mono<Void> stubborn = Mono.create((sink) -> sink.onCancel(() -> {
			throw new IllegalStateException();
		}));
		this.sink.then(stubborn).then(stubborn).then(stubborn).then(stubborn);
		DeliveryEngine engine = started();
		engine.publish("own", Map.of());
		advance(Duration.ofMinutes(5));
		assertThat(books(engine, "init")).isEqualTo(entry(0, Map.of(), 1, 0));
		assertThat(this.sink.deliveredTypes()).containsExactly("own");
	}

	@Test
	void concurrencyShouldBoundWhatIsOnItsWay() {
		DeliveryEngine engine = started(16, 3);
		this.sink.otherwise(Mono.never());
		for (int i = 0; i < 10; i++) {
			engine.publish("own", Map.of());
		}
		run();
		assertThat(this.sink.attempts).hasSize(1 + 3);
		assertThat(total(engine).pending()).isEqualTo(10);
	}

	@Test
	void answerGoneShouldStopEverythingUntilTheNextStart(CapturedOutput output) {
		DeliveryEngine engine = started();
		this.sink.thenFail(DeliveryFailure.permanent(DropReason.GONE, "410"));
		engine.publish("a", Map.of());
		engine.publish("b", Map.of());
		run();
		engine.publish("c", Map.of());
		run();
		assertThat(this.sink.attemptedTypes()).containsExactly("init", "a");
		assertThat(total(engine)).isEqualTo(entry(1, Map.of(DropReason.GONE, 3L), 0, 0));
		assertThat(output).containsOnlyOnce("410 Gone");
	}

	@Test
	void publishThatOverlapsTheAnswerGoneShouldNotBeSent() {
		this.sink.thenFail(DeliveryFailure.permanent(DropReason.GONE, "410"));
		DeliveryEngine engine = started();
		// As a publisher does that was asked to wait after it had looked.
		engine.queue().offer(new TelemetryEvent("late", Map.of()));
		run();
		assertThat(this.sink.attemptedTypes()).containsExactly("init");
		assertThat(books(engine, "late")).isEqualTo(entry(0, Map.of(DropReason.GONE, 1L), 0, 0));
	}

	@Test
	void publishAfterALongSilenceShouldWakeTheEngine() {
		DeliveryEngine engine = started();
		advance(Duration.ofMinutes(1));
		engine.publish("own", Map.of());
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "own");
	}

	@Test
	void shutdownShouldFlushAndCloseTheSink() {
		DeliveryEngine engine = started(16, 1);
		engine.publish("a", Map.of());
		engine.publish("b", Map.of());
		AtomicInteger done = new AtomicInteger();
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		advance(Duration.ofMillis(1));
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "a", "b");
		assertThat(this.sink.closed).isTrue();
		assertThat(done).hasValue(1);
		assertThat(this.time.isDisposed()).isTrue();
	}

	/**
	 * A servlet container closes the class loader next.
	 */
	@Test
	void shutdownShouldNotBeDoneBeforeTheThreadHasEnded() {
		Sinks.Empty<Void> ended = Sinks.empty();
		AtomicInteger done = new AtomicInteger();
		DeliveryEngine engine = engine(16, 1, this.sink, () -> new SlowToEnd(this.time, ended));
		engine.start(INIT);
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		run();
		assertThat(this.sink.closed).isTrue();
		assertThat(this.time.isDisposed()).isTrue();
		assertThat(done).hasValue(0);
		ended.tryEmitEmpty();
		assertThat(done).hasValue(1);
	}

	@Test
	void shutdownBeforeStartShouldSendInitFirstIfSomethingWaits() {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("cli_migrate", Map.of());
		AtomicInteger done = new AtomicInteger();
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		advance(Duration.ofMillis(1));
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "cli_migrate");
		assertThat(done).hasValue(1);
	}

	@Test
	void shutdownBeforeStartShouldDoNothingIfNothingWaits() {
		DeliveryEngine engine = engine(16, 1);
		AtomicInteger done = new AtomicInteger();
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		assertThat(done).hasValue(1);
		assertThat(this.schedulersAsked).hasValue(0);
		assertThat(this.sinksOpened).hasValue(0);
		engine.start(INIT);
		assertThat(this.schedulersAsked).hasValue(0);
	}

	@Test
	void shutdownWhenNobodyAnswersShouldEndInTimeAndCountEverything(CapturedOutput output) {
		DeliveryEngine engine = started(16, 1);
		this.sink.otherwise(Mono.never());
		engine.publish("onItsWay", Map.of());
		run();
		engine.publish("waiting", Map.of());
		AtomicInteger done = new AtomicInteger();
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		advance(Duration.ofMillis(1999));
		assertThat(done).hasValue(0);
		advance(Duration.ofMillis(1));
		assertThat(done).hasValue(1);
		assertThat(books(engine, "onItsWay")).isEqualTo(entry(0, Map.of(), 1, 0));
		assertThat(books(engine, "waiting")).isEqualTo(entry(0, Map.of(DropReason.SHUTDOWN, 1L), 0, 0));
		assertThat(output).contains("3 events accepted, 1 delivered, 1 sent without an answer, dropped {SHUTDOWN=1}");
	}

	@Test
	void shutdownDuringABackoffShouldTryOnceMoreAtOnce() {
		this.sink.thenFail(DeliveryFailure.transientFailure("503", Duration.ofSeconds(30)));
		DeliveryEngine engine = started();
		engine.shutdown(INIT).subscribe();
		advance(Duration.ofMillis(1));
		assertThat(books(engine, "init")).isEqualTo(entry(1, Map.of(), 0, 0));
	}

	@Test
	void shutdownWhileInitIsInTheMakingShouldEndInTime() {
		DeliveryEngine engine = engine(16, 1);
		engine.start((timer) -> Mono.never());
		engine.publish("own", Map.of());
		AtomicInteger done = new AtomicInteger();
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		advance(Duration.ofSeconds(2));
		assertThat(done).hasValue(1);
		assertThat(total(engine)).isEqualTo(entry(0, Map.of(DropReason.SHUTDOWN, 2L), 0, 0));
	}

	@Test
	void shutdownTwiceShouldCompleteBoth() {
		DeliveryEngine engine = started();
		AtomicInteger done = new AtomicInteger();
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		advance(Duration.ofMillis(1));
		engine.shutdown(INIT).subscribe(null, null, done::incrementAndGet);
		assertThat(done).hasValue(2);
	}

	@Test
	void publishAfterShutdownShouldBeCounted() {
		DeliveryEngine engine = started();
		engine.shutdown(INIT).subscribe();
		engine.publish("late", Map.of());
		advance(Duration.ofSeconds(5));
		engine.publish("late", Map.of());
		assertThat(books(engine, "late")).isEqualTo(entry(0, Map.of(DropReason.CLOSED, 2L), 0, 0));
	}

	@Test
	void abortShouldCountWhatIsLeft() {
		DeliveryEngine engine = engine(16, 1);
		engine.publish("own", Map.of());
		engine.abort();
		assertThat(books(engine, "own")).isEqualTo(entry(0, Map.of(DropReason.SHUTDOWN, 1L), 0, 0));
	}

	@Test
	void failuresShouldWarnOnceAndRecoveryShouldBeSaid(CapturedOutput output) {
		this.sink.thenFail(DeliveryFailure.transientFailure("the collector answered 503", null))
			.thenFail(DeliveryFailure.transientFailure("the collector answered 503", null));
		started();
		advance(Duration.ofSeconds(10));
		assertThat(output).containsOnlyOnce("WARN")
			.contains("can't be delivered to test: the collector answered 503")
			.containsOnlyOnce("delivered to test again, after 2 failed attempts")
			.doesNotContain("\tat ");
	}

	@Test
	void failuresThatComeAndGoShouldWarnOnceAMinuteAtMost(CapturedOutput output) {
		DeliveryEngine engine = started();
		for (int i = 0; i < 50; i++) {
			this.sink.thenFail(DeliveryFailure.permanent(DropReason.REJECTED, "no"));
			engine.publish("own", Map.of());
			engine.publish("own", Map.of());
			advance(Duration.ofSeconds(1));
		}
		assertThat(output).containsOnlyOnce("WARN").containsOnlyOnce("again, after 1 failed attempt");
		advance(Duration.ofSeconds(20));
		this.sink.thenFail(DeliveryFailure.permanent(DropReason.REJECTED, "still no"));
		engine.publish("own", Map.of());
		run();
		assertThat(output.toString().split("WARN", -1)).hasSize(3);
	}

	/**
	 * One timer watches all attempts: an event that takes the place of a late one must
	 * not set it back for the others.
	 */
	@Test
	void attemptShouldEndInTimeThoughAnotherBeganWhenOneEnded() {
		this.sink.then(Mono.empty()).then(Mono.never()).then(Mono.never()).then(Mono.empty()).otherwise(Mono.never());
		DeliveryEngine engine = started(16, 2);
		engine.publish("first", Map.of());
		advance(Duration.ofSeconds(8));
		engine.publish("second", Map.of());
		engine.publish("third", Map.of());
		// The first is late, its second attempt succeeds, and the third takes its place.
		advance(Duration.ofSeconds(4));
		assertThat(this.sink.attemptedTypes()).containsExactly("init", "first", "second", "first", "third");
		advance(Duration.ofSeconds(6));
		assertThat(this.sink.attemptedTypes()).hasSize(5);
		advance(Duration.ofMillis(1200));
		assertThat(this.sink.attemptedTypes()).filteredOn("second"::equals).hasSize(2);
	}

	private DeliveryEngine started() {
		return started(16, 1);
	}

	private DeliveryEngine started(int capacity, int concurrency) {
		DeliveryEngine engine = engine(capacity, concurrency);
		engine.start(INIT);
		run();
		return engine;
	}

	private DeliveryEngine engine(int capacity, int concurrency) {
		return engine(capacity, concurrency, this.sink);
	}

	private DeliveryEngine engine(int capacity, int concurrency, TelemetrySink sink) {
		return engine(capacity, concurrency, sink, this::scheduler);
	}

	private DeliveryEngine engine(int capacity, int concurrency, TelemetrySink sink, Supplier<Scheduler> thread) {
		RetryPolicy retry = new RetryPolicy(4, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(1));
		DeliverySettings settings = new DeliverySettings(capacity, concurrency, DeliverySettings.Batch.NONE, TIMEOUT,
				retry, Duration.ofSeconds(2));
		return new DeliveryEngine(settings, new Destination("test", "Look", thread, (scheduler) -> {
			this.sinksOpened.incrementAndGet();
			return sink;
		}, false), () -> this.random.get(), () -> this.watch);
	}

	private Scheduler scheduler() {
		this.schedulersAsked.incrementAndGet();
		return this.time;
	}

	/**
	 * Long enough for the engine to look into the queue, too short for any backoff.
	 */
	private void run() {
		advance(RUN);
	}

	private void advance(Duration time) {
		this.time.advanceTimeBy(time);
		this.watch.advanceTimeBy(time);
	}

	private static LedgerSnapshot.@Nullable Entry books(DeliveryEngine engine, String type) {
		return engine.statistics().ledger().types().get(type);
	}

	private static LedgerSnapshot.Entry total(DeliveryEngine engine) {
		return engine.statistics().ledger().total();
	}

	private static LedgerSnapshot.Entry entry(long delivered, Map<DropReason, Long> dropped, long unknown,
			long pending) {
		return new LedgerSnapshot.Entry(delivered, (dropped.isEmpty()) ? Map.of() : dropped, unknown, pending);
	}

	/**
	 * A thread that goes on for a while after it was told to end.
	 *
	 * @param thread the thread
	 * @param ended when it has ended
	 */
	private record SlowToEnd(Scheduler thread, Sinks.Empty<Void> ended) implements Scheduler {

		@Override
		public Disposable schedule(Runnable task) {
			return this.thread.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return this.thread.schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return this.thread.createWorker();
		}

		@Override
		public long now(TimeUnit unit) {
			return this.thread.now(unit);
		}

		@Override
		public void dispose() {
			this.thread.dispose();
		}

		@Override
		public Mono<Void> disposeGracefully() {
			return this.ended.asMono();
		}

	}

}
