package dev.rustauth.telemetry.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryEngine} with batches, in virtual time.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryBatchTests {

	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	private static final Duration LOOK = Duration.ofMillis(6);

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of()));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final VirtualTimeScheduler watch = VirtualTimeScheduler.create();

	private final BatchSink sink = new BatchSink();

	@Test
	void fullBatchShouldBeSentAtOnceAndInitAlone() {
		DeliveryEngine engine = started(3);
		publish(engine, 0, 6);
		advance(LOOK);
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1", "e2"),
				List.of("e3", "e4", "e5"));
		assertThat(this.sink.keys()).doesNotHaveDuplicates();
		assertThat(books(engine)).isEqualTo(entry(7, Map.of(), 0, 0));
	}

	@Test
	void partOfABatchShouldBeSentWhenItHasWaitedLongEnough() {
		DeliveryEngine engine = started(3);
		publish(engine, 0, 2);
		advance(MAX_WAIT.minus(LOOK));
		assertThat(this.sink.posts).hasSize(1);
		assertThat(books(engine)).isEqualTo(entry(1, Map.of(), 0, 2));
		advance(LOOK.multipliedBy(2));
		assertThat(this.sink.bodies()).last().isEqualTo(List.of("e0", "e1"));
		assertThat(books(engine)).isEqualTo(entry(3, Map.of(), 0, 0));
	}

	@Test
	void halfOfTheQueueShouldBeEnoughForABatch() {
		DeliveryEngine engine = started(new DeliverySettings.Batch(100, MAX_WAIT), 8, 1);
		publish(engine, 0, 4);
		advance(LOOK);
		assertThat(this.sink.bodies()).last().isEqualTo(List.of("e0", "e1", "e2", "e3"));
	}

	@Test
	void waitThatNoNumberOfNanosecondsHoldsShouldEndWithTheClose() {
		DeliveryEngine engine = started(new DeliverySettings.Batch(3, Duration.ofSeconds(Long.MAX_VALUE)), 64, 1);
		publish(engine, 0, 2);
		advance(MAX_WAIT);
		assertThat(this.sink.posts).hasSize(1);
		close(engine);
		assertThat(this.sink.bodies()).last().isEqualTo(List.of("e0", "e1"));
	}

	@Test
	void closeShouldSendPartOfABatchAtOnce() {
		DeliveryEngine engine = started(3);
		publish(engine, 0, 5);
		close(engine);
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1", "e2"), List.of("e3", "e4"));
		assertThat(books(engine)).isEqualTo(entry(6, Map.of(), 0, 0));
	}

	@Test
	void pauseShouldSendPartOfABatchAtOnce() {
		DeliveryEngine engine = started(3);
		publish(engine, 0, 2);
		engine.pause().subscribe();
		advance(LOOK);
		assertThat(this.sink.bodies()).last().isEqualTo(List.of("e0", "e1"));
	}

	@Test
	void repetitionShouldHaveTheSameKeyAndContentWhateverCameMeanwhile() {
		this.sink.then(Mono.empty())
			.then(failing(DeliveryFailure.transientFailure("503", null)))
			.then(failing(DeliveryFailure.unanswered("no answer")));
		DeliveryEngine engine = started(3);
		publish(engine, 0, 3);
		advance(LOOK);
		publish(engine, 3, 5);
		advance(Duration.ofMillis(500));
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1", "e2"),
				List.of("e0", "e1", "e2"), List.of("e0", "e1", "e2"));
		assertThat(this.sink.keys().subList(1, 4)).containsOnly(this.sink.keys().get(1));
		assertThat(engine.statistics().retries()).isEqualTo(6);
		assertThat(books(engine)).isEqualTo(entry(4, Map.of(), 0, 2));
	}

	@Test
	void eachEventShouldFareAsItsOwnAnswerSaysAndOnlyTransientOnesAreSentAgain() {
		this.sink.then(Mono.empty())
			.then(failing(DeliveryFailure.partly(parts(null, DeliveryFailure.transientFailure("503", null),
					DeliveryFailure.permanent(DropReason.REJECTED, "422"), null))));
		DeliveryEngine engine = started(4);
		publish(engine, 0, 4);
		advance(LOOK);
		assertThat(books(engine)).isEqualTo(entry(3, Map.of(DropReason.REJECTED, 1L), 0, 1));
		advance(Duration.ofMillis(200));
		assertThat(this.sink.bodies()).last().isEqualTo(List.of("e1"));
		assertThat(this.sink.keys()).last().isEqualTo(this.sink.keys().get(1) + "/1");
		assertThat(books(engine)).isEqualTo(entry(4, Map.of(DropReason.REJECTED, 1L), 0, 0));
		publish(engine, 4, 8);
		advance(LOOK);
		assertThat(this.sink.bodies()).last().isEqualTo(List.of("e4", "e5", "e6", "e7"));
	}

	@Test
	void goneForOneEventShouldEndItAll() {
		this.sink.then(Mono.empty())
			.then(failing(
					DeliveryFailure.partly(parts(null, DeliveryFailure.permanent(DropReason.GONE, "410"), null))));
		DeliveryEngine engine = started(3);
		publish(engine, 0, 5);
		advance(MAX_WAIT.multipliedBy(2));
		assertThat(this.sink.posts).hasSize(2);
		assertThat(books(engine)).isEqualTo(entry(3, Map.of(DropReason.GONE, 3L), 0, 0));
	}

	@Test
	void firstBatchThatIsRefusedShouldEndBatchesWithOneWarning(CapturedOutput output) {
		this.sink.then(Mono.empty()).then(failing(DeliveryFailure.batchRefused("the collector answered 400")));
		DeliveryEngine engine = started(3);
		publish(engine, 0, 7);
		advance(LOOK);
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1", "e2"), List.of("e0"),
				List.of("e1"), List.of("e2"), List.of("e3"), List.of("e4"), List.of("e5"), List.of("e6"));
		String key = this.sink.keys().get(1);
		assertThat(this.sink.keys().subList(2, 5)).containsExactly(key + "/0", key + "/1", key + "/2");
		assertThat(books(engine)).isEqualTo(entry(8, Map.of(), 0, 0));
		assertThat(output).containsOnlyOnce("WARN")
			.contains("one event at a time from now on: the collector answered 400 to a batch");
	}

	@Test
	void batchesThatWereOnTheirWayWhenTheFirstWasRefusedShouldNotWarnAgain(CapturedOutput output) {
		Mono<Void> refused = failing(DeliveryFailure.batchRefused("the collector answered 415"));
		Sinks.Empty<Void> go = Sinks.empty();
		this.sink.then(Mono.empty()).then(go.asMono().then(refused)).then(go.asMono().then(refused));
		DeliveryEngine engine = started(new DeliverySettings.Batch(3, MAX_WAIT), 64, 2);
		publish(engine, 0, 6);
		advance(LOOK);
		go.tryEmitEmpty();
		advance(LOOK);
		assertThat(books(engine)).isEqualTo(entry(7, Map.of(), 0, 0));
		assertThat(output).containsOnlyOnce("WARN");
	}

	@Test
	void laterBatchThatIsRefusedShouldGoOneByOneAndBatchesGoOn(CapturedOutput output) {
		this.sink.then(Mono.empty())
			.then(Mono.empty())
			.then(failing(DeliveryFailure.batchRefused("the collector answered 400")))
			.then(failing(DeliveryFailure.permanent(DropReason.REJECTED, "the collector answered 400")));
		DeliveryEngine engine = started(2);
		publish(engine, 0, 6);
		advance(LOOK);
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1"), List.of("e2", "e3"),
				List.of("e2"), List.of("e3"), List.of("e4", "e5"));
		assertThat(books(engine)).isEqualTo(entry(6, Map.of(DropReason.REJECTED, 1L), 0, 0));
		assertThat(output).doesNotContain("one event at a time");
	}

	@Test
	void batchThatIsTooLargeShouldGoOneByOneAndMakeTheNextOnesHalfAsLarge(CapturedOutput output) {
		this.sink.then(Mono.empty())
			.then(failing(DeliveryFailure.batchTooLarge("the collector answered 413")))
			.then(Mono.empty())
			.then(failing(DeliveryFailure.permanent(DropReason.REJECTED, "the collector answered 413")));
		DeliveryEngine engine = started(4);
		publish(engine, 0, 8);
		advance(LOOK);
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1", "e2", "e3"), List.of("e0"),
				List.of("e1"), List.of("e2"), List.of("e3"), List.of("e4", "e5"), List.of("e6", "e7"));
		assertThat(books(engine)).isEqualTo(entry(8, Map.of(DropReason.REJECTED, 1L), 0, 0));
		assertThat(output.getOut().lines().filter((line) -> line.contains("to a batch"))).singleElement()
			.asString()
			.contains("WARN")
			.contains("413");
	}

	@Test
	void batchShouldEndWithTheEventThatMakesItTooManyBytes() {
		this.sink.size = 300 * 1024;
		DeliveryEngine engine = started(10);
		publish(engine, 0, 10);
		advance(LOOK);
		assertThat(this.sink.posts.subList(1, 6)).allSatisfy((post) -> assertThat(post.bodies()).hasSize(2));
		assertThat(books(engine)).isEqualTo(entry(11, Map.of(), 0, 0));
	}

	@Test
	void eventThatCannotBeWrittenShouldCostNoOther() {
		DeliveryEngine engine = started(3);
		engine.publish("e0", Map.of());
		engine.publish("bad", Map.of("number", 1));
		engine.publish("bad", Map.of("number", 1));
		publish(engine, 1, 3);
		advance(MAX_WAIT.multipliedBy(2));
		assertThat(this.sink.bodies().stream().flatMap(List::stream)).containsExactly("init", "e0", "e1", "e2");
		assertThat(books(engine)).isEqualTo(entry(4, Map.of(DropReason.SECRET_FOUND, 2L), 0, 0));
	}

	@Test
	void batchOfNothingButBadEventsShouldNotBeSent() {
		DeliveryEngine engine = started(2);
		engine.publish("bad", Map.of());
		engine.publish("bad", Map.of());
		publish(engine, 0, 2);
		advance(LOOK);
		assertThat(this.sink.bodies()).containsExactly(List.of("init"), List.of("e0", "e1"));
	}

	@Test
	void permanentFailureShouldCountEachEvent() {
		this.sink.then(Mono.empty())
			.then(failing(DeliveryFailure.permanent(DropReason.REJECTED, "the collector answered 403")));
		DeliveryEngine engine = started(3);
		publish(engine, 0, 3);
		advance(LOOK);
		assertThat(books(engine)).isEqualTo(entry(1, Map.of(DropReason.REJECTED, 3L), 0, 0));
	}

	@Test
	void closeWhileABatchIsOnItsWayShouldCountEachEventAsUnknown() {
		this.sink.then(Mono.empty()).then(Mono.never());
		DeliveryEngine engine = started(3);
		publish(engine, 0, 4);
		advance(LOOK);
		close(engine);
		advance(Duration.ofSeconds(3));
		assertThat(books(engine)).isEqualTo(entry(1, Map.of(DropReason.SHUTDOWN, 1L), 3, 0));
	}

	@Test
	void sinkOfTheApplicationShouldGetEventsOneByOne() {
		ScriptedSink single = new ScriptedSink();
		DeliveryEngine engine = engine(new DeliverySettings.Batch(3, MAX_WAIT), 64, 1, single);
		engine.start(INIT);
		publish(engine, 0, 2);
		advance(LOOK);
		assertThat(single.deliveredTypes()).containsExactly("init", "e0", "e1");
	}

	private DeliveryEngine started(int maxEvents) {
		return started(new DeliverySettings.Batch(maxEvents, MAX_WAIT), 64, 1);
	}

	private DeliveryEngine started(DeliverySettings.Batch batch, int capacity, int concurrency) {
		DeliveryEngine engine = engine(batch, capacity, concurrency, this.sink);
		engine.start(INIT);
		advance(LOOK);
		return engine;
	}

	private DeliveryEngine engine(DeliverySettings.Batch batch, int capacity, int concurrency, TelemetrySink sink) {
		RetryPolicy retry = new RetryPolicy(4, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(1));
		DeliverySettings settings = new DeliverySettings(capacity, concurrency, batch, Duration.ofSeconds(10), retry,
				Duration.ofSeconds(2));
		return new DeliveryEngine(settings,
				new Destination("test", "Look", () -> this.time, (scheduler) -> sink, false), () -> 0.5,
				() -> this.watch);
	}

	private static void publish(DeliveryEngine engine, int from, int to) {
		IntStream.range(from, to).forEach((number) -> engine.publish("e" + number, Map.of()));
	}

	private void close(DeliveryEngine engine) {
		engine.shutdown(INIT).subscribe();
		advance(LOOK);
	}

	private void advance(Duration time) {
		this.time.advanceTimeBy(time);
		this.watch.advanceTimeBy(time);
	}

	private static LedgerSnapshot.Entry books(DeliveryEngine engine) {
		return engine.statistics().ledger().total();
	}

	private static LedgerSnapshot.Entry entry(long delivered, Map<DropReason, Long> dropped, long unknown,
			long pending) {
		return new LedgerSnapshot.Entry(delivered, dropped, unknown, pending);
	}

	private static Mono<Void> failing(Throwable failure) {
		return Mono.error(failure);
	}

	private static List<@Nullable DeliveryFailure> parts(@Nullable DeliveryFailure... parts) {
		return Collections.unmodifiableList(Arrays.asList(parts));
	}

	/**
	 * A sink that answers each attempt as it was told to, and delivers when it wasn't
	 * told anything.
	 */
	private static final class BatchSink implements BatchTelemetrySink {

		private final List<Post> posts = new ArrayList<>();

		private final Deque<Mono<Void>> script = new ArrayDeque<>();

		private int size;

		BatchSink then(Mono<Void> answer) {
			this.script.add(answer);
			return this;
		}

		List<String> keys() {
			return this.posts.stream().map(Post::key).toList();
		}

		List<List<String>> bodies() {
			return this.posts.stream().map(Post::bodies).toList();
		}

		@Override
		public byte[] encode(TelemetryEvent event) {
			if (event.type().equals("bad")) {
				throw DeliveryFailure.permanent(DropReason.SECRET_FOUND, "bad");
			}
			byte[] type = event.type().getBytes(StandardCharsets.UTF_8);
			return (this.size > type.length) ? Arrays.copyOf(type, this.size) : type;
		}

		@Override
		public Mono<Void> send(List<byte[]> events) {
			List<String> bodies = events.stream().map((body) -> new String(body, StandardCharsets.UTF_8)).toList();
			return Mono.deferContextual((context) -> {
				this.posts.add(new Post(context.get(TelemetrySink.IDEMPOTENCY_KEY), bodies));
				Mono<Void> answer = this.script.poll();
				return (answer != null) ? answer : Mono.empty();
			});
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

		private record Post(String key, List<String> bodies) {

		}

	}

}
