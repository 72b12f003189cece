package dev.rustauth.telemetry.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.RecordedLog;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.collector.TestCertificates;
import dev.rustauth.telemetry.http.ClientKind;
import dev.rustauth.telemetry.http.TestHttpSettings;
import dev.rustauth.telemetry.init.InitEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeliveryEngine} with the HTTP sink against a collector that fails in
 * every way: what reached it, what the books say, what the log says, how long the close
 * took.
 */
@ParameterizedClass
@EnumSource(ClientKind.class)
@Timeout(300)
class DeliveryEngineIntegrationTests {

	private static final Duration PATIENCE = ScriptedCollector.PATIENCE;

	/** Only where it is to run out: a busy machine takes longer to answer. */
	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

	private static final String NO_ANSWER = "no answer in time";

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(500);

	/**
	 * For a busy machine, and shorter than whatever else a shutdown could wait for. How
	 * long it takes is tested in virtual time.
	 */
	private static final Duration SHUTDOWN_TOLERANCE = Duration.ofSeconds(10);

	private static final String SECRETS = "/secret-path?token=secret-query";

	private static final String BODY = "{\"type\":\"init\",\"anonymousId\":\"anon\",\"payload\":{\"hello\":\"world\"}}";

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent("anon", Map.of("hello", "world")));

	private static final Map<String, Long> DELIVERED = Map.of("delivered", 1L);

	private static final Map<String, Long> UNKNOWN = Map.of("unknown", 1L);

	private static final Map<String, Long> GIVEN_UP = Map.of("RETRIES_EXHAUSTED", 1L);

	@Parameter
	ClientKind client;

	private final RecordedLog log = new RecordedLog();

	private final List<AutoCloseable> resources = new ArrayList<>();

	private final List<DeliveryEngine> engines = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		this.engines.forEach((engine) -> engine.shutdown(INIT).block(PATIENCE));
		for (AutoCloseable resource : this.resources) {
			resource.close();
		}
		this.log.close();
	}

	static Stream<Arguments> brokenAnswers() {
		return Stream.of(
				Arguments.of(Named.of("reset before the body", Answer.resetBeforeBody()), "the connection broke"),
				Arguments.of(Named.of("reset during the body", Answer.resetDuringBody()), "the connection broke"),
				Arguments.of(Named.of("reset after the body", Answer.resetAfterBody()), "the connection broke"),
				Arguments.of(Named.of("reset during the answer", Answer.resetDuringAnswer()), "the connection broke"),
				Arguments.of(Named.of("half-close", Answer.halfClose()), "the connection broke"),
				Arguments.of(Named.of("never", Answer.never()), NO_ANSWER),
				Arguments.of(Named.of("slow headers", Answer.status(204).withSlowHeaders(Duration.ofMillis(200))),
						NO_ANSWER),
				Arguments.of(Named.of("late", Answer.status(204).after(Duration.ofSeconds(5))), NO_ANSWER),
				Arguments.of(Named.of("status that can't be", Answer.status(99)), "the answer is not HTTP"),
				Arguments.of(Named.of("garbage", Answer.garbage()), "the answer is not HTTP"));
	}

	@ParameterizedTest
	@MethodSource("brokenAnswers")
	void answerThatIsAlwaysBrokenShouldEndAsUnknown(Answer answer, String message) {
		ScriptedCollector collector = collector().otherwise(answer);
		DeliveryEngine engine = started(collector, message);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(UNKNOWN));
		assertThat(collector.requests()).hasSize(3).allSatisfy(this::isTheEvent);
		assertThat(collector.requests()).extracting((request) -> request.header("Idempotency-Key"))
			.containsOnly(collector.requests().get(0).header("Idempotency-Key"));
		assertWarnedOnce(collector.origin(), message);
		assertClosesInTime(engine);
	}

	@ParameterizedTest
	@MethodSource("brokenAnswers")
	void answerThatIsBrokenOnceShouldBeRepeated(Answer answer, String message) {
		ScriptedCollector collector = collector().then(answer);
		DeliveryEngine engine = started(collector, message);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		assertThat(collector.requests()).hasSize(2).allSatisfy(this::isTheEvent);
		assertThat(collector.requests().get(1).isAccepted()).isTrue();
		assertWarnedOnce(collector.origin(), message);
		assertThat(this.log.at(Level.INFO)).singleElement()
			.asString()
			.contains("delivered to " + collector.origin() + " again, after 1 failed attempt");
	}

	@Test
	void connectionThatIsResetAtOnceShouldBeRepeated() {
		// Twice: a reset that overtakes the connect is repeated once by the JDK's client
		// itself, which doesn't tell.
		ScriptedCollector collector = collector().then(Answer.resetOnConnect()).then(Answer.resetOnConnect());
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		assertThat(collector.requests()).singleElement().satisfies(this::isTheEvent);
		assertThat(ourWarnings()).hasSize(1);
	}

	@Test
	void connectionThatIsRefusedShouldBeGivenUpAndCounted() {
		String url = ScriptedCollector.refusingUrl();
		DeliveryEngine engine = started(TestHttpSettings.of(url.replace("/telemetry", SECRETS)));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(GIVEN_UP));
		assertWarnedOnce(url.replace("/telemetry", ""), "the connection was refused");
		assertClosesInTime(engine);
	}

	@Test
	void hostThatHasNoAddressShouldBeGivenUpAndCounted() {
		DeliveryEngine engine = started(TestHttpSettings.of("http://user:secret@collector.invalid" + SECRETS));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(total(engine).pending()).isZero());
		assertThat(total(engine).delivered()).isZero();
		assertWarnedOnce("http://collector.invalid", "");
		assertClosesInTime(engine);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 204, 299 })
	void status2xxShouldCountAsDelivered(int status) {
		ScriptedCollector collector = collector().otherwise(Answer.status(status));
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		assertThat(collector.requests()).singleElement().satisfies(this::isTheEvent);
		assertThat(ourWarnings()).isEmpty();
	}

	static Stream<Answer> oddBodies() {
		return Stream.of(Answer.status(200).withEndlessBody(Duration.ZERO),
				Answer.status(200).withEndlessBody(Duration.ofMillis(50)), Answer.status(202).withBodyCutOff(),
				Answer.status(200).withBody("x".repeat(1_000_000)), Answer.status(201).withBody("{}").thenClose());
	}

	@ParameterizedTest
	@MethodSource("oddBodies")
	void status2xxWithAnyBodyShouldCountAsDeliveredOnce(Answer answer) {
		ScriptedCollector collector = collector().otherwise(answer);
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		engine.publish("next", Map.of());
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("delivered", 2L)));
		assertThat(collector.requests()).hasSize(2);
		assertThat(ourWarnings()).isEmpty();
		assertClosesInTime(engine);
		awaitClosedConnections(collector);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 413, 415, 422, 501, 505 })
	void statusThatRepeatingWillNotChangeShouldBeDropped(int status) {
		ScriptedCollector collector = collector();
		collector.then(Answer.status(status).withHeader("Location", collector.origin() + "/elsewhere"));
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("REJECTED", 1L)));
		engine.publish("next", Map.of());
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("REJECTED", 1L, "delivered", 1L)));
		assertThat(collector.requests()).extracting(ReceivedRequest::answered).containsExactly(status, 204);
		assertWarnedOnce(collector.origin(), "the collector answered " + status);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503, 504 })
	void statusThatMayPassShouldBeRepeatedUntilItIsGivenUp(int status) {
		ScriptedCollector collector = collector().otherwise(Answer.status(status));
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(GIVEN_UP));
		assertThat(collector.requests()).hasSize(3).allSatisfy(this::isTheEvent);
		assertWarnedOnce(collector.origin(), "the collector answered " + status);
	}

	@Test
	void status410ShouldStopEverything() {
		ScriptedCollector collector = collector().then(Answer.status(410));
		DeliveryEngine engine = started(collector);
		engine.publish("next", Map.of());
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("GONE", 2L)));
		assertClosesInTime(engine);
		assertThat(collector.requests()).hasSize(1);
		assertThat(ourWarnings()).singleElement().asString().contains(collector.origin(), "410 Gone");
	}

	@Test
	void retryAfterInSecondsShouldBeObeyed() {
		ScriptedCollector collector = collector().then(Answer.status(429).withHeader("Retry-After", "1"));
		assertThat(timeBetweenTheFirstTwo(collector)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
	}

	@Test
	void retryAfterAsADateShouldBeObeyed() {
		ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
		long due = System.nanoTime() + Duration.between(ZonedDateTime.now(ZoneOffset.UTC), date).toNanos();
		ScriptedCollector collector = collector()
			.then(Answer.status(503).withHeader("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));
		assertThat(Duration.ofNanos(firstTwo(collector).get(1).receivedAt() - due))
			.isGreaterThanOrEqualTo(Duration.ofMillis(-10));
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-5000", "", "5000.5", "0x5000", "Sun, 06 Nov 1994 08:49:37 GMT", "0",
			"Sun, 99 Nov 2094 08:49:37 GMT" })
	void retryAfterThatMakesNoSenseOrHasPassedShouldNotDelay(String value) {
		// Taken for what it isn't, each of these would lie beyond the deadline.
		ScriptedCollector collector = collector().then(Answer.status(429).withHeader("Retry-After", value));
		assertThat(timeBetweenTheFirstTwo(collector)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "3600", "99999999999999999999999", "Sat, 06 Nov 2094 08:49:37 GMT" })
	void retryAfterBeyondTheDeadlineShouldPauseEverythingUntilTheClose(String value) {
		ScriptedCollector collector = collector().otherwise(Answer.status(429).withHeader("Retry-After", value));
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).until(() -> engine.statistics().history().lastFailure() != null);
		publish(engine, 1000);
		assertThat(books(engine)).isEqualTo(Map.of("pending", 1001L));
		assertThat(collector.requests()).hasSize(1);
		assertClosesInTime(engine);
		assertThat(books(engine)).isEqualTo(Map.of("SHUTDOWN", 1001L));
		assertThat(collector.requests()).as("one last attempt").hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "wrong-name", "expired", "unknown" })
	void certificateThatCannotBeTrustedShouldEndTheAttemptBeforeAnythingIsSent(String certificate) {
		ScriptedCollector collector = tlsCollector(certificate, false);
		DeliveryEngine engine = startedWithTls(TestHttpSettings.of(collector.origin() + SECRETS).trust(null));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("TLS", 1L)));
		assertThat(collector.requests()).isEmpty();
		assertThat(collector.connections()).isOne();
		assertWarnedOnce(collector.origin(), "the TLS handshake failed");
		assertClosesInTime(engine);
	}

	@Test
	void certificateOfAnUnknownAuthorityShouldNotBeTrustedByDefault() {
		ScriptedCollector collector = tlsCollector("localhost", false);
		DeliveryEngine engine = started(collector);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("TLS", 1L)));
		assertThat(collector.requests()).isEmpty();
	}

	@Test
	void certificateThatCanBeTrustedShouldDeliver() {
		ScriptedCollector collector = tlsCollector("localhost", false);
		DeliveryEngine engine = startedWithTls(TestHttpSettings.of(collector.origin() + SECRETS).trust(null));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		assertThat(collector.requests()).singleElement().satisfies(this::isTheEvent);
		assertClosesInTime(engine);
	}

	@Test
	void clientCertificateThatIsAskedForShouldBeShown() {
		ScriptedCollector collector = tlsCollector("localhost", true);
		DeliveryEngine engine = startedWithTls(TestHttpSettings.of(collector.url()).trust("client"));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
	}

	@Test
	void clientCertificateThatIsMissingShouldBeDroppedAndNotRepeated() {
		ScriptedCollector collector = tlsCollector("localhost", true);
		DeliveryEngine engine = startedWithTls(TestHttpSettings.of(collector.origin() + SECRETS).trust(null));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("TLS", 1L)));
		assertThat(collector.requests()).isEmpty();
		assertThat(collector.failedHandshakes()).isOne();
		assertWarnedOnce(collector.origin(), "the TLS handshake failed");
	}

	@Test
	void connectionThatBreaksInTheHandshakeShouldBeRepeated() {
		ScriptedCollector collector = tlsCollector("localhost", false).then(Answer.resetOnConnect());
		DeliveryEngine engine = startedWithTls(TestHttpSettings.of(collector.origin() + SECRETS).trust(null));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		assertThat(collector.connections()).isEqualTo(2);
		// Both clients connect again by themselves, once, and don't tell.
	}

	@Test
	void handshakeThatIsNeverAnsweredShouldEndAsNotSent() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			String origin = "https://localhost:" + silent.getLocalPort();
			// A JVM's first handshake takes its time: that isn't the attempt's limit.
			DeliveryEngine engine = started(TestHttpSettings.of(origin + SECRETS)
				.trust(null)
				.connectTimeout(Duration.ofMillis(200))
				.requestTimeout(PATIENCE), 2, 3);
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(GIVEN_UP));
			assertClosesInTime(engine);
		}
	}

	@Test
	void httpsToACollectorThatSpeaksHttpShouldBeDropped() {
		ScriptedCollector collector = collector().otherwise(Answer.garbage());
		String origin = collector.origin().replace("http:", "https:");
		DeliveryEngine engine = started(TestHttpSettings.of(origin + SECRETS));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(total(engine).pending()).isZero());
		assertThat(total(engine).delivered()).isZero();
		assertWarnedOnce(origin, "");
	}

	@Test
	void collectorThatDiesInMidStreamAndComesBackShouldGetEverythingOnce() {
		ScriptedCollector collector = collector();
		DeliveryEngine engine = started(TestHttpSettings.of(collector.url()), 4, 100);
		publish(engine, 50);
		collector.awaitRequests(20);
		collector.stop();
		publish(engine, 50);
		await().atMost(PATIENCE).until(() -> !ourWarnings().isEmpty());
		collector.restart();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("delivered", 101L)));
		assertThat(acceptedKeys(collector)).hasSizeGreaterThanOrEqualTo(101);
		assertThat(acceptedKeys(collector).stream().distinct()).hasSize(101);
		assertWarnedOnce(collector.origin(), "");
	}

	@Test
	void shutdownWithAHungCollectorAndAPendingBackoffShouldEndInTime() {
		ScriptedCollector collector = collector().then(Answer.status(204))
			.then(Answer.status(503).withHeader("Retry-After", "12"))
			.otherwise(Answer.never());
		DeliveryEngine engine = started(TestHttpSettings.of(collector.url()).requestTimeout(Duration.ofMinutes(1)), 2,
				3);
		publish(engine, 5);
		collector.awaitRequests(3);
		await().atMost(PATIENCE).until(() -> !ourWarnings().isEmpty());
		assertClosesInTime(engine);
		assertThat(books(engine)).isEqualTo(Map.of("delivered", 1L, "unknown", 2L, "SHUTDOWN", 3L));
		assertThat(this.log.at(Level.INFO)).singleElement()
			.asString()
			.contains("closed with losses: 6 events accepted, 1 delivered, 2 sent without an answer, "
					+ "dropped {SHUTDOWN=3}");
	}

	@Test
	void openAndCloseTwentyTimesShouldLeaveNothingBehind() {
		ScriptedCollector collector = collector();
		IntStream.range(0, 20).forEach((cycle) -> {
			DeliveryEngine engine = started(TestHttpSettings.of(collector.url()), 4, 3);
			publish(engine, 10);
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(Map.of("delivered", 11L)));
			engine.shutdown(INIT).block(PATIENCE);
		});
		assertThat(acceptedKeys(collector)).hasSize(220).doesNotHaveDuplicates();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("rustauth-telemetry")));
		awaitClosedConnections(collector);
	}

	/**
	 * The JDK's client can't be closed before Java 21: its connections end when the
	 * garbage collector gets to them, or the collector closes them.
	 */
	private void awaitClosedConnections(ScriptedCollector collector) {
		if (this.client == ClientKind.REACTOR_NETTY) {
			await().atMost(PATIENCE).until(() -> collector.openConnections() == 0);
		}
	}

	private ScriptedCollector collector() {
		return opened(ScriptedCollector.start());
	}

	private ScriptedCollector tlsCollector(String certificate, boolean clientAuthentication) {
		return opened(ScriptedCollector.startTls(TestCertificates.shared().server(certificate), clientAuthentication));
	}

	private ScriptedCollector opened(ScriptedCollector collector) {
		this.resources.add(collector);
		return collector;
	}

	private DeliveryEngine started(ScriptedCollector collector) {
		return started(settings(collector));
	}

	private DeliveryEngine started(ScriptedCollector collector, String message) {
		TestHttpSettings settings = settings(collector);
		return (message.equals(NO_ANSWER)) ? started(settings.requestTimeout(REQUEST_TIMEOUT), 2, 3)
				: started(settings);
	}

	private static TestHttpSettings settings(ScriptedCollector collector) {
		return TestHttpSettings.of(collector.origin().replace("://", "://user:secret-password@") + SECRETS)
			.header("X-Token", "secret-header");
	}

	private DeliveryEngine started(TestHttpSettings settings) {
		return started(settings.requestTimeout(PATIENCE), 2, 3);
	}

	/**
	 * With more time, because a handshake takes some on a busy machine.
	 */
	private DeliveryEngine startedWithTls(TestHttpSettings settings) {
		return started(settings.connectTimeout(PATIENCE));
	}

	private DeliveryEngine started(TestHttpSettings settings, int concurrency, int attempts) {
		DeliveryEngine engine = TestEngines.create(settings.client(this.client).maxConnections(concurrency),
				concurrency,
				new RetryPolicy(attempts, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(15)),
				SHUTDOWN_TIMEOUT);
		this.engines.add(engine);
		engine.start(INIT);
		return engine;
	}

	private static void publish(DeliveryEngine engine, int count) {
		for (int i = 0; i < count; i++) {
			engine.publish("own", Map.of("number", i));
		}
	}

	private List<ReceivedRequest> firstTwo(ScriptedCollector collector) {
		DeliveryEngine engine = started(TestHttpSettings.of(collector.url()));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(books(engine)).isEqualTo(DELIVERED));
		return collector.awaitRequests(2);
	}

	private Duration timeBetweenTheFirstTwo(ScriptedCollector collector) {
		List<ReceivedRequest> requests = firstTwo(collector);
		return Duration.ofNanos(requests.get(1).receivedAt() - requests.get(0).receivedAt());
	}

	private void isTheEvent(ReceivedRequest request) {
		assertThat(request.requestLine()).isEqualTo("POST " + SECRETS + " HTTP/1.1");
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.header("Idempotency-Key")).matches("[0-9a-f-]{36}-[0-9]+");
		if (request.isComplete()) {
			assertThat(request.text()).isEqualTo(BODY);
		}
		else {
			assertThat(BODY).startsWith(request.text());
		}
	}

	private void assertWarnedOnce(String origin, String message) {
		assertThat(ourWarnings()).singleElement()
			.asString()
			.startsWith("dev.rustauth.telemetry Telemetry can't be delivered to " + origin + ": " + message)
			.doesNotContain("EXCEPTION");
		assertThat(this.log.all()).noneMatch((line) -> line.contains("secret"));
	}

	/**
	 * Without those of Reactor Netty, which warns of every connection that breaks.
	 */
	private List<String> ourWarnings() {
		return this.log.warnings().stream().filter((line) -> line.startsWith("dev.rustauth.telemetry ")).toList();
	}

	private static void assertClosesInTime(DeliveryEngine engine) {
		long begin = System.nanoTime();
		engine.shutdown(INIT).block(PATIENCE);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHUTDOWN_TIMEOUT.plus(SHUTDOWN_TOLERANCE));
		assertThat(total(engine).pending()).isZero();
	}

	private static List<@Nullable String> acceptedKeys(ScriptedCollector collector) {
		return collector.requests()
			.stream()
			.filter(ReceivedRequest::isAccepted)
			.map((request) -> request.header("Idempotency-Key"))
			.toList();
	}

	private static LedgerSnapshot.Entry total(DeliveryEngine engine) {
		return engine.statistics().ledger().total();
	}

	/**
	 * The books without the zeros.
	 */
	private static Map<String, Long> books(DeliveryEngine engine) {
		return TestEngines.books(engine);
	}

}
