package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pause loses nothing and repeats nothing that isn't in doubt.
 */
class DeliveryPauseTests {

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration BACKOFF = Duration.ofMillis(100);

	private final AtomicInteger initsMade = new AtomicInteger();

	private final InitEvent.Source init = (timer) -> {
		this.initsMade.incrementAndGet();
		return Mono.just(new InitEvent("anon", Map.of("hello", "world")));
	};

	private final List<VirtualTimeScheduler> threads = new ArrayList<>();

	private final List<VirtualTimeScheduler> watches = new ArrayList<>();

	private final ScriptedSink sink = new ScriptedSink();

	private final DeliveryEngine engine = engine();

	@Test
	void pauseShouldFlushCloseTheSinkAndEndTheThread() {
		started();
		this.engine.publish("before", Map.of());
		assertThat(paused()).isTrue();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "before");
		assertThat(this.sink.closed).isTrue();
		assertThat(this.threads).hasSize(1).allMatch(Scheduler::isDisposed);
	}

	@Test
	void resumeShouldDeliverWhatWasPublishedMeanwhileWithoutASecondInit() {
		started();
		paused();
		this.engine.publish("meanwhile", Map.of());
		assertThat(this.engine.statistics().ledger().total().pending()).isEqualTo(1);
		this.engine.resume();
		run();
		this.engine.publish("afterwards", Map.of());
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "meanwhile", "afterwards");
		assertThat(this.sink.delivered).allMatch((event) -> "anon".equals(event.anonymousId()));
		assertThat(this.initsMade).hasValue(1);
		assertThat(this.threads).hasSize(2);
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(3, Map.of(), 0, 0));
	}

	@Test
	void resumeAfterSleepShouldWakeForTheNextEvent() {
		started();
		advance(Duration.ofSeconds(10));
		paused();
		this.engine.resume();
		run();
		advance(Duration.ofSeconds(10));
		this.engine.publish("own", Map.of());
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "own");
	}

	@Test
	void pauseWhileTheCollectorIsDownShouldKeepTheEventAndItsKeyAndAttempts() {
		started();
		this.sink.otherwise(Mono.error(DeliveryFailure.transientFailure("down", null)));
		this.engine.publish("own", Map.of());
		run();
		assertThat(paused()).as("nothing to wait for").isTrue();
		assertThat(this.sink.attemptedTypes()).containsExactly("init", "own", "own");
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(), 0, 1));
		this.engine.resume();
		run();
		advance(BACKOFF.multipliedBy(100));
		assertThat(this.sink.attemptedTypes()).containsExactly("init", "own", "own", "own", "own");
		assertThat(this.sink.keys.subList(1, 5)).containsOnly(this.sink.keys.get(1));
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(DropReason.RETRIES_EXHAUSTED, 1L), 0, 0));
	}

	@Test
	void pauseWhileNobodyAnswersShouldEndInTimeAndKeepTheEventInDoubt() {
		started();
		this.sink.then(Mono.never());
		this.engine.publish("own", Map.of());
		run();
		AtomicBoolean done = pause();
		advance(SHUTDOWN_TIMEOUT.minusMillis(10));
		assertThat(done).isFalse();
		advance(Duration.ofMillis(20));
		assertThat(done).isTrue();
		assertThat(total().pending()).isEqualTo(1);
		this.engine.resume();
		run();
		assertThat(this.sink.keys.get(1)).isEqualTo(this.sink.keys.get(2));
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(2, Map.of(), 0, 0));
	}

	@Test
	void pauseWhileInitIsInTheMakingShouldMakeItAnewAndCountItOnce() {
		AtomicInteger made = new AtomicInteger();
		this.engine.start((timer) -> (made.incrementAndGet() == 1) ? Mono.never() : this.init.create(timer));
		run();
		AtomicBoolean done = pause();
		advance(SHUTDOWN_TIMEOUT.plusMillis(10));
		assertThat(done).isTrue();
		this.engine.resume();
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init");
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(), 0, 0));
	}

	@Test
	void startDuringAPauseShouldWaitForItsEnd() {
		assertThat(paused()).isTrue();
		this.engine.start(this.init);
		assertThat(this.threads).isEmpty();
		this.engine.resume();
		run();
		assertThat(this.sink.deliveredTypes()).containsExactly("init");
	}

	@Test
	void resumeBeforeTheThreadHasStoppedShouldGoOnWithTheSameOne() {
		Sinks.Empty<Void> answer = Sinks.empty();
		started();
		this.sink.then(answer.asMono());
		this.engine.publish("slow", Map.of());
		run();
		AtomicBoolean done = pause();
		run();
		this.engine.resume();
		answer.tryEmitEmpty();
		run();
		assertThat(done).isTrue();
		this.engine.publish("own", Map.of());
		run();
		assertThat(this.threads).hasSize(1);
		assertThat(this.sink.closed).isFalse();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "slow", "own");
	}

	@Test
	void shutdownDuringAPauseShouldFlushAndCompleteBoth() {
		started();
		paused();
		this.engine.publish("meanwhile", Map.of());
		AtomicBoolean closed = new AtomicBoolean();
		this.engine.shutdown(this.init).subscribe(null, null, () -> closed.set(true));
		run();
		assertThat(closed).isTrue();
		assertThat(this.sink.deliveredTypes()).containsExactly("init", "meanwhile");
		assertThat(this.threads).hasSize(2).allMatch(Scheduler::isDisposed);
	}

	@Test
	void shutdownWhileThePauseIsUnderWayShouldCompleteBoth() {
		started();
		this.sink.then(Mono.never());
		this.engine.publish("own", Map.of());
		run();
		AtomicBoolean paused = pause();
		AtomicBoolean closed = new AtomicBoolean();
		this.engine.shutdown(this.init).subscribe(null, null, () -> closed.set(true));
		advance(SHUTDOWN_TIMEOUT.plusMillis(10));
		assertThat(paused).isTrue();
		assertThat(closed).isTrue();
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(), 1, 0));
	}

	@Test
	void abortDuringAPauseShouldCountWhatWasKept() {
		started();
		this.sink.otherwise(Mono.error(DeliveryFailure.transientFailure("down", null)));
		this.engine.publish("kept", Map.of());
		run();
		paused();
		this.engine.publish("meanwhile", Map.of());
		this.engine.abort();
		run();
		assertThat(total().pending()).isZero();
		assertThat(total().accepted()).isEqualTo(3);
	}

	@Test
	void queueThatFillsDuringAPauseShouldDropTheNewest() {
		started();
		paused();
		for (int i = 0; i < 20; i++) {
			this.engine.publish("own", Map.of());
		}
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(DropReason.QUEUE_FULL, 4L), 0, 16));
	}

	@Test
	void collectorThatWasGoneShouldStayGone() {
		this.sink.then(Mono.empty()).thenFail(DeliveryFailure.permanent(DropReason.GONE, "gone"));
		started();
		this.engine.publish("own", Map.of());
		run();
		paused();
		this.engine.resume();
		run();
		this.engine.publish("late", Map.of());
		run();
		assertThat(this.sink.attemptedTypes()).containsExactly("init", "own");
		assertThat(total()).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(DropReason.GONE, 2L), 0, 0));
	}

	private void started() {
		this.engine.start(this.init);
		run();
	}

	private boolean paused() {
		AtomicBoolean done = pause();
		run();
		return done.get();
	}

	private AtomicBoolean pause() {
		AtomicBoolean done = new AtomicBoolean();
		this.engine.pause().subscribe(null, null, () -> done.set(true));
		return done;
	}

	private void run() {
		advance(Duration.ofMillis(6));
	}

	private void advance(Duration time) {
		if (!this.threads.isEmpty()) {
			this.threads.get(this.threads.size() - 1).advanceTimeBy(time);
		}
		List.copyOf(this.watches).forEach((watch) -> watch.advanceTimeBy(time));
	}

	private LedgerSnapshot.Entry total() {
		return this.engine.statistics().ledger().total();
	}

	private DeliveryEngine engine() {
		RetryPolicy retry = new RetryPolicy(4, BACKOFF, Duration.ofSeconds(10), Duration.ofMinutes(1));
		return new DeliveryEngine(
				new DeliverySettings(16, 2, DeliverySettings.Batch.NONE, Duration.ofSeconds(10), retry,
						SHUTDOWN_TIMEOUT),
				new Destination("test", "Look", this::thread, (thread) -> this.sink, false), () -> 0.5, this::watch);
	}

	private Scheduler watch() {
		VirtualTimeScheduler watch = VirtualTimeScheduler.create();
		this.watches.add(watch);
		return watch;
	}

	private Scheduler thread() {
		VirtualTimeScheduler thread = VirtualTimeScheduler.create();
		this.threads.add(thread);
		return thread;
	}

}
