package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.http.ClientKind;
import dev.rustauth.telemetry.http.TestHttpSettings;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for batches from the engine to a collector's socket. The events are published
 * before the start, so that they are put together in the same way each time.
 */
@ParameterizedClass
@EnumSource(ClientKind.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class DeliveryBatchIntegrationTests {

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of()));

	@Parameter
	ClientKind client;

	private final ScriptedCollector collector = ScriptedCollector.start().then(Answer.status(204));

	private DeliveryEngine engine;

	@AfterEach
	void close() {
		this.engine.shutdown(INIT).block(ScriptedCollector.PATIENCE);
		this.collector.close();
	}

	@Test
	void batchShouldBeAnArrayOfTheBodiesThatTheEventsHaveAlone() {
		start(3, 3);
		assertThat(settled()).extracting(ReceivedRequest::text)
			.containsExactly(event("init"), "[" + String.join(",", event("e0"), event("e1"), event("e2")) + "]");
		assertThat(this.collector.requests().get(1).headers()).containsOnlyKeys(headersOfOneEvent());
		assertThat(books()).isEqualTo(Map.of("delivered", 4L));
	}

	@Test
	void singleEventShouldBeNoArray() {
		start(3, 1);
		assertThat(settled()).extracting(ReceivedRequest::text).containsExactly(event("init"), event("e0"));
		assertThat(this.collector.requests().get(1).header("Idempotency-Key")).doesNotContain("/");
	}

	@Test
	void compressedBatchShouldBeTheSameArray() {
		start(TestHttpSettings.of(this.collector.url()).client(this.client).gzip(), 2, 2);
		ReceivedRequest batch = settled().get(1);
		assertThat(batch.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(batch.text()).isEqualTo("[" + event("e0") + "," + event("e1") + "]");
	}

	@Test
	void repetitionsShouldHaveTheSameKeyAndContent() {
		this.collector.then(Answer.status(503)).then(Answer.resetAfterBody()).then(Answer.garbage());
		start(3, 4);
		List<ReceivedRequest> requests = settled();
		assertThat(requests.subList(1, 5)).extracting(ReceivedRequest::text).containsOnly(requests.get(1).text());
		assertThat(requests.subList(1, 5)).extracting((request) -> request.header("Idempotency-Key"))
			.containsOnly(requests.get(1).header("Idempotency-Key"));
		assertThat(requests.get(5).text()).isEqualTo(event("e3"));
		assertThat(books()).isEqualTo(Map.of("delivered", 5L));
	}

	@Test
	void eachEventShouldHaveItsOwnStatus() {
		this.collector.then(Answer.eachEvent(202, 422, 503, 200, 429));
		start(5, 5);
		List<ReceivedRequest> requests = settled();
		String key = requests.get(1).header("Idempotency-Key");
		assertThat(requests.subList(2, 4)).extracting(ReceivedRequest::text)
			.containsExactlyInAnyOrder(event("e2"), event("e4"));
		assertThat(requests.subList(2, 4)).extracting((request) -> request.header("Idempotency-Key"))
			.containsExactlyInAnyOrder(key + "/2", key + "/4");
		assertThat(books()).isEqualTo(Map.of("delivered", 5L, "REJECTED", 1L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "[202]", "[202,202,202]", "[202,\"x\"]", "[202,null]", "[202,1]", "[202,202.0]",
			"[202,99999999999]", "[202,202", "[202,202]x", "{\"a\":1}", "not JSON" })
	void answerThatDoesNotSayWhatBecameOfEachShouldCountAsNone(String body) {
		this.collector.then(Answer.status(207).withBody(body));
		start(2, 2);
		List<ReceivedRequest> requests = settled();
		assertThat(requests).hasSize(3);
		assertThat(requests.get(2).text()).isEqualTo(requests.get(1).text());
		assertThat(books()).isEqualTo(Map.of("delivered", 3L));
	}

	@Test
	void endlessAnswersShouldLeaveTheEventsUnknown() {
		this.collector.otherwise(Answer.status(207).withEndlessBody(Duration.ZERO));
		start(2, 2);
		settled();
		assertThat(books()).isEqualTo(Map.of("delivered", 1L, "unknown", 2L));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 415, 422 })
	void collectorWithoutArraysShouldGetSingleEventsAfterOneWarning(int status, CapturedOutput output) {
		this.collector.then(Answer.status(status));
		start(2, 4);
		List<ReceivedRequest> requests = settled();
		assertThat(requests.subList(2, 6)).extracting(ReceivedRequest::text)
			.containsExactlyInAnyOrder(event("e0"), event("e1"), event("e2"), event("e3"));
		String key = requests.get(1).header("Idempotency-Key");
		assertThat(requests).extracting((request) -> request.header("Idempotency-Key"))
			.contains(key + "/0", key + "/1");
		assertThat(books()).isEqualTo(Map.of("delivered", 5L));
		assertThat(output).containsOnlyOnce("WARN").contains("the collector answered " + status + " to a batch");
	}

	@Test
	void batchThatIsTooLargeShouldLoseNothing(CapturedOutput output) {
		this.collector.then(Answer.status(413));
		start(4, 8);
		assertThat(settled()).extracting((request) -> request.events().size()).containsExactly(1, 4, 1, 1, 1, 1, 2, 2);
		assertThat(books()).isEqualTo(Map.of("delivered", 9L));
		assertThat(output).containsOnlyOnce("WARN").contains("the collector answered 413 to a batch");
	}

	@Test
	void closeShouldSendTheBatchThatWaits() {
		start(10, 0);
		IntStream.range(0, 3).forEach((number) -> this.engine.publish("e" + number, Map.of()));
		this.engine.shutdown(INIT).block(ScriptedCollector.PATIENCE);
		assertThat(books()).isEqualTo(Map.of("delivered", 4L));
	}

	private void start(int maxEvents, int events) {
		start(TestHttpSettings.of(this.collector.url()).client(this.client), maxEvents, events);
	}

	private void start(TestHttpSettings settings, int maxEvents, int events) {
		RetryPolicy retry = new RetryPolicy(5, Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMinutes(2));
		Duration maxWait = (events == 0) ? Duration.ofHours(1) : Duration.ofMillis(20);
		this.engine = TestEngines.create(settings.requestTimeout(Duration.ofSeconds(30)), 1,
				new DeliverySettings.Batch(maxEvents, maxWait), retry, Duration.ofSeconds(30));
		IntStream.range(0, events).forEach((number) -> this.engine.publish("e" + number, Map.of()));
		this.engine.start(INIT);
	}

	/**
	 * Wait until every event has ended.
	 * @return the requests so far
	 */
	private List<ReceivedRequest> settled() {
		await().atMost(ScriptedCollector.PATIENCE)
			.until(() -> this.engine.statistics().ledger().total().pending() == 0);
		return this.collector.requests();
	}

	private Map<String, Long> books() {
		return TestEngines.books(this.engine);
	}

	private String[] headersOfOneEvent() {
		return this.collector.requests().get(0).headers().keySet().toArray(String[]::new);
	}

	private static String event(String type) {
		return "{\"type\":\"" + type + "\",\"anonymousId\":\"anon\",\"payload\":{}}";
	}

}
