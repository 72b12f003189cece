package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackPressure} in an engine, in virtual time: a collector that is in
 * trouble is left alone as a whole, and no event pays for that.
 */
@ExtendWith(OutputCaptureExtension.class)
class BackPressureTests {

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of()));

	private static final Duration HOUR = Duration.ofHours(1);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final VirtualTimeScheduler watch = VirtualTimeScheduler.create();

	private final ScriptedSink sink = new ScriptedSink();

	@Test
	void retryAfterShouldPauseEverythingAndLoseNothing() {
		this.sink.then(Mono.empty()).otherwise(putOff(HOUR));
		DeliveryEngine engine = started(4, 4);
		publish(engine, 1000);
		run();
		assertThat(this.sink.attempts).hasSizeLessThanOrEqualTo(1 + 4);
		advance(Duration.ofMinutes(59));
		assertThat(this.sink.attempts).hasSizeLessThanOrEqualTo(1 + 4);
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(), 0, 1000));
		this.sink.otherwise(Mono.empty());
		advance(Duration.ofMinutes(2));
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(1001, Map.of(), 0, 0));
	}

	@Test
	void initShouldSurviveAsManyPausesAsTheCollectorAsksFor() {
		this.sink.otherwise(putOff(Duration.ofMinutes(10)));
		DeliveryEngine engine = started(4, 1);
		publish(engine, 5);
		advance(Duration.ofHours(5));
		assertThat(this.sink.attemptedTypes()).hasSizeBetween(29, 31).containsOnly("init");
		assertThat(total(engine).pending()).isEqualTo(6);
		this.sink.otherwise(Mono.empty());
		advance(Duration.ofMinutes(11));
		assertThat(this.sink.deliveredTypes()).startsWith("init").hasSize(6);
	}

	@Test
	void pauseShouldHaveABound() {
		this.sink.thenFail(failure(Duration.ofDays(30)));
		DeliveryEngine engine = started(4, 1);
		advance(RetryPolicy.LONGEST_PAUSE.minusSeconds(1));
		assertThat(this.sink.attempts).hasSize(1);
		advance(Duration.ofSeconds(2));
		assertThat(total(engine).delivered()).isOne();
	}

	@Test
	void afterAPauseOneAttemptShouldGoAhead() {
		this.sink.then(Mono.empty()).otherwise(putOff(HOUR));
		DeliveryEngine engine = started(4, 4);
		publish(engine, 100);
		run();
		int before = this.sink.attempts.size();
		this.sink.otherwise(Mono.never());
		advance(HOUR);
		assertThat(this.sink.attempts).hasSize(before + 1);
		assertThat(total(engine).pending()).isEqualTo(100);
	}

	@Test
	void answerToAnEarlierAttemptShouldNotEndAPause() {
		Sinks.Empty<Void> slow = Sinks.empty();
		this.sink.then(Mono.empty()).then(slow.asMono()).otherwise(putOff(HOUR));
		DeliveryEngine engine = started(4, 2);
		publish(engine, 10);
		run();
		slow.tryEmitEmpty();
		advance(Duration.ofMinutes(1));
		assertThat(this.sink.attempts).hasSize(3);
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(2, Map.of(), 0, 9));
	}

	@Test
	void runOfFailuresShouldPauseAndSuccessShouldOpenForAll() {
		this.sink.then(Mono.empty()).otherwise(Mono.error(DeliveryFailure.transientFailure("503", null)));
		DeliveryEngine engine = started(100, 4);
		publish(engine, 1000);
		advance(Duration.ofMinutes(1));
		assertThat(this.sink.attempts).as("10 s at most between two").hasSizeBetween(8, 30);
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(), 0, 1000));
		this.sink.otherwise(Mono.empty());
		advance(Duration.ofSeconds(11));
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(1001, Map.of(), 0, 0));
	}

	@Test
	void outageShouldCostNoEvent() {
		this.sink.otherwise(Mono.error(DeliveryFailure.unconnected("refused")));
		DeliveryEngine engine = started(4, 4);
		publish(engine, 100);
		advance(Duration.ofHours(10));
		assertThat(this.sink.attemptedTypes()).hasSizeBetween(3600, 7300).containsOnly("init");
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(0, Map.of(), 0, 101));
		this.sink.otherwise(Mono.empty());
		advance(Duration.ofSeconds(11));
		assertThat(this.sink.deliveredTypes()).startsWith("init").hasSize(101);
	}

	@Test
	void outageShouldCostNoEventThatWasOnItsWay() {
		this.sink.then(Mono.empty()).otherwise(Mono.error(DeliveryFailure.unconnected("refused")));
		DeliveryEngine engine = started(4, 4);
		publish(engine, 100);
		advance(Duration.ofHours(10));
		this.sink.otherwise(Mono.error(DeliveryFailure.transientFailure("503", null)));
		advance(Duration.ofSeconds(11));
		this.sink.otherwise(Mono.empty());
		advance(Duration.ofSeconds(11));
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(101, Map.of(), 0, 0));
	}

	@Test
	void outageWithoutRetriesShouldCostOneEventForEachProbe() {
		this.sink.then(Mono.empty()).otherwise(Mono.error(DeliveryFailure.unconnected("refused")));
		DeliveryEngine engine = started(1, 1);
		publish(engine, 1000);
		advance(Duration.ofMinutes(1));
		assertThat(total(engine).dropped()).containsOnlyKeys(DropReason.RETRIES_EXHAUSTED);
		assertThat(total(engine).droppedTotal()).isBetween(8L, 30L);
	}

	@Test
	void answerDuringAnOutageShouldCountAsAnAttempt() {
		for (int i = 0; i < 10; i++) {
			this.sink.thenFail(DeliveryFailure.unconnected("refused"));
		}
		this.sink.otherwise(Mono.error(DeliveryFailure.transientFailure("503", null)));
		DeliveryEngine engine = started(4, 1);
		advance(Duration.ofMinutes(10));
		assertThat(this.sink.attempts).as("three before the pause").hasSize(10 + 1);
		assertThat(total(engine).dropped()).containsOnlyKeys(DropReason.RETRIES_EXHAUSTED);
	}

	@Test
	void failureOfOneEventAmongOthersShouldNotHoldThemUp() {
		DeliveryEngine engine = started(4, 4);
		this.sink.thenFail(DeliveryFailure.transientFailure("503", null));
		publish(engine, 100);
		run();
		assertThat(this.sink.delivered).hasSize(100);
		advance(Duration.ofSeconds(1));
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(101, Map.of(), 0, 0));
	}

	@Test
	void retryAfterShorterThanTheBackoffShouldCountAsAnAttempt() {
		this.sink.otherwise(putOff(Duration.ZERO));
		DeliveryEngine engine = started(4, 1);
		advance(Duration.ofMinutes(5));
		assertThat(this.sink.attempts).hasSize(4);
		assertThat(total(engine).dropped()).containsOnlyKeys(DropReason.RETRIES_EXHAUSTED);
	}

	@Test
	void retryAfterWithoutRetriesShouldCostTheEventAndStillPauseForTheOthers() {
		this.sink.then(Mono.empty()).otherwise(putOff(HOUR));
		DeliveryEngine engine = started(1, 1);
		publish(engine, 10);
		advance(Duration.ofMinutes(1));
		assertThat(this.sink.attempts).hasSize(2);
		assertThat(total(engine))
			.isEqualTo(new LedgerSnapshot.Entry(1, Map.of(DropReason.RETRIES_EXHAUSTED, 1L), 0, 9));
	}

	@Test
	void publishDuringAPauseShouldBeSentAfterIt() {
		this.sink.then(Mono.empty()).thenFail(failure(HOUR));
		DeliveryEngine engine = started(1, 1);
		publish(engine, 1);
		advance(Duration.ofMinutes(30));
		publish(engine, 1);
		advance(Duration.ofMinutes(29));
		assertThat(this.sink.attempts).hasSize(2);
		advance(Duration.ofMinutes(2));
		assertThat(this.sink.delivered).hasSize(2);
	}

	@Test
	void closeDuringAPauseShouldTryOnceMoreAndThenEndAtOnce() {
		this.sink.then(Mono.empty()).otherwise(putOff(HOUR));
		DeliveryEngine engine = started(4, 1);
		publish(engine, 100);
		run();
		engine.shutdown(INIT).subscribe();
		advance(Duration.ofMillis(10));
		assertThat(this.sink.attempts).hasSize(3);
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(1, Map.of(DropReason.SHUTDOWN, 100L), 0, 0));
	}

	@Test
	void closeDuringAPauseShouldFlushIfTheCollectorTakesEventsAgain() {
		this.sink.then(Mono.empty()).thenFail(failure(HOUR));
		DeliveryEngine engine = started(4, 1);
		publish(engine, 100);
		run();
		engine.shutdown(INIT).subscribe();
		advance(Duration.ofMillis(10));
		assertThat(total(engine)).isEqualTo(new LedgerSnapshot.Entry(101, Map.of(), 0, 0));
	}

	@Test
	void eventThatCannotBeSentShouldSayNothingOfTheCollectorAndNotPause(CapturedOutput output) {
		DeliveryEngine engine = started(4, 1);
		for (DropReason reason : new DropReason[] { DropReason.TOO_LARGE, DropReason.UNENCODABLE,
				DropReason.SECRET_FOUND }) {
			for (int i = 0; i < 5; i++) {
				this.sink.thenFail(DeliveryFailure.permanent(reason, "what is wrong"));
			}
		}
		publish(engine, 20);
		run();
		assertThat(this.sink.delivered).hasSize(1 + 5);
		assertThat(output.toString().split("WARN", -1)).hasSize(3);
		assertThat(output).contains("A telemetry event is dropped (TOO_LARGE): what is wrong")
			.contains("A telemetry event is dropped (UNENCODABLE): what is wrong")
			.doesNotContain("again", "Look", "to test", "SECRET_FOUND");
	}

	private static Mono<Void> putOff(Duration retryAfter) {
		return Mono.error(failure(retryAfter));
	}

	private static DeliveryFailure failure(Duration retryAfter) {
		return DeliveryFailure.transientFailure("429", retryAfter);
	}

	private DeliveryEngine started(int attempts, int concurrency) {
		RetryPolicy retry = new RetryPolicy(attempts, Duration.ofMillis(100), Duration.ofSeconds(10),
				Duration.ofMinutes(10));
		DeliveryEngine engine = new DeliveryEngine(
				new DeliverySettings(1024, concurrency, DeliverySettings.Batch.NONE, Duration.ofSeconds(10), retry,
						Duration.ofSeconds(2)),
				new Destination("test", "Look", this::thread, (thread) -> this.sink, false), () -> 0.5,
				() -> this.watch);
		engine.start(INIT);
		run();
		return engine;
	}

	private Scheduler thread() {
		return this.time;
	}

	private static void publish(DeliveryEngine engine, int count) {
		for (int i = 0; i < count; i++) {
			engine.publish("own", Map.of("number", i));
		}
	}

	private void run() {
		advance(Duration.ofMillis(6));
	}

	private void advance(Duration duration) {
		this.time.advanceTimeBy(duration);
		this.watch.advanceTimeBy(duration);
	}

	private static LedgerSnapshot.Entry total(DeliveryEngine engine) {
		return engine.statistics().ledger().total();
	}

}
