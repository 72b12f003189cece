package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.RecordedLog;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.http.TestHttpSettings;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever the collector does and whenever the application closes: the books agree with
 * what the collector saw.
 */
class LedgerTruthIntegrationTests {

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(200);

	private static final Duration MAX_WAIT = Duration.ofMillis(10);

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of()));

	@Property(tries = 60, shrinking = ShrinkingMode.OFF)
	void theBooksShouldAgreeWithTheCollector(@ForAll("scripts") List<Answer> script,
			@ForAll @IntRange(min = 1, max = 60) int events, @ForAll @IntRange(min = 1, max = 6) int concurrency,
			@ForAll @IntRange(min = 0, max = 40) int closeAfterRequests,
			@ForAll @IntRange(min = 1, max = 6) int batch) {
		check(script, events, concurrency, closeAfterRequests, batch, Duration.ofMillis(150));
	}

	/**
	 * Without answers that come late or never, and with a time limit that no busy machine
	 * reaches, an event that was accepted is never sent again.
	 */
	@Property(tries = 60, shrinking = ShrinkingMode.OFF)
	void anAnswerThatArrivesShouldNotBeAskedForAgain(@ForAll("promptScripts") List<Answer> script,
			@ForAll @IntRange(min = 1, max = 60) int events, @ForAll @IntRange(min = 1, max = 6) int concurrency,
			@ForAll @IntRange(min = 0, max = 40) int closeAfterRequests,
			@ForAll @IntRange(min = 1, max = 6) int batch) {
		List<ReceivedRequest> requests = check(script, events, concurrency, closeAfterRequests, batch,
				Duration.ofSeconds(30));
		assertThat(requests.stream()
			.filter(ReceivedRequest::isAnsweredPromptly)
			.flatMap((request) -> request.acceptedKeys().stream())).doesNotHaveDuplicates();
	}

	private static List<ReceivedRequest> check(List<Answer> script, int events, int concurrency, int closeAfterRequests,
			int batch, Duration requestTimeout) {
		try (RecordedLog log = new RecordedLog(); ScriptedCollector collector = ScriptedCollector.start()) {
			script.forEach(collector::then);
			DeliveryEngine engine = TestEngines.create(
					TestHttpSettings.of(collector.url()).requestTimeout(requestTimeout).maxConnections(concurrency),
					concurrency, new DeliverySettings.Batch(batch, MAX_WAIT),
					new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofSeconds(1)),
					SHUTDOWN_TIMEOUT);
			engine.start(INIT);
			for (int i = 0; i < events; i++) {
				engine.publish("own", Map.of("number", i));
				assertThat(engine.statistics().ledger().total().accepted()).isEqualTo(i + 2);
			}
			await().atMost(ScriptedCollector.PATIENCE)
				.until(() -> collector.requests().size() >= closeAfterRequests
						|| engine.statistics().ledger().total().pending() == 0);
			engine.shutdown(INIT).block(ScriptedCollector.PATIENCE);
			LedgerSnapshot.Entry books = engine.statistics().ledger().total();
			assertThat(books.accepted()).isEqualTo(events + 1);
			assertThat(books.pending()).isZero();
			check(books, collector);
			return collector.requests();
		}
	}

	private static void check(LedgerSnapshot.Entry books, ScriptedCollector collector) {
		Set<String> distinct = collector.requests()
			.stream()
			.flatMap((request) -> request.acceptedKeys().stream())
			.collect(Collectors.toSet());
		// Nothing delivered is missing; what was accepted is delivered or at worst
		// unknown.
		assertThat(books.delivered()).isLessThanOrEqualTo(distinct.size());
		assertThat((long) distinct.size()).isLessThanOrEqualTo(books.delivered() + books.unknown());
		assertThat(collector.requests()).filteredOn(ReceivedRequest::isComplete)
			.allSatisfy((request) -> assertThat(request.text()).endsWith((request.isBatch()) ? "}}]" : "}}"));
	}

	@Provide
	Arbitrary<List<Answer>> scripts() {
		return list(List.of(Tuple.of(9, prompt()),
				Tuple.of(2,
						Arbitraries.of(Answer.never(), Answer.status(207),
								Answer.status(204).withSlowHeaders(Duration.ofMillis(10)),
								Answer.status(204).after(Duration.ofMillis(140)),
								Answer.status(200).withEndlessBody(Duration.ofMillis(5)))),
				Tuple.of(1, Arbitraries.of(Answer.status(410), Answer.status(302)))));
	}

	@Provide
	Arbitrary<List<Answer>> promptScripts() {
		return list(
				List.of(Tuple.of(12, prompt()), Tuple.of(1, Arbitraries.of(Answer.status(410), Answer.status(302)))));
	}

	private static Arbitrary<Answer> prompt() {
		return Arbitraries
			.frequencyOf(Tuple.of(6, Arbitraries.of(Answer.status(204), Answer.status(200).withBody("{}"))),
					Tuple.of(3, Arbitraries.of(Answer.status(503), Answer.status(429).withHeader("Retry-After", "0"),
							Answer.status(400), Answer.status(500).thenClose(), Answer.status(204).thenClose())),
					Tuple.of(3,
							Arbitraries.of(Answer.eachEvent(202, 422), Answer.eachEvent(503, 202, 202),
									Answer.eachEvent(202).thenClose(), Answer.status(413))),
					Tuple.of(2,
							Arbitraries.of(Answer.resetOnConnect(), Answer.resetBeforeBody(), Answer.resetDuringBody(),
									Answer.resetAfterBody(), Answer.resetDuringAnswer(), Answer.halfClose(),
									Answer.garbage(), Answer.status(200).withBodyCutOff())));
	}

	private static Arbitrary<List<Answer>> list(List<Tuple.Tuple2<Integer, Arbitrary<Answer>>> frequencies) {
		return Arbitraries.frequencyOf(frequencies).list().ofMinSize(0).ofMaxSize(40);
	}

}
