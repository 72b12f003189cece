package dev.rustauth.telemetry.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.collector.Answer;
import dev.rustauth.telemetry.collector.ReceivedRequest;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.collector.TunnelProxy;
import dev.rustauth.telemetry.delivery.CloseableSink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WebClientTelemetrySink} over real sockets: what is on the wire.
 */
@ParameterizedClass
@EnumSource(ClientKind.class)
@Timeout(300)
class WebClientTelemetrySinkIntegrationTests {

	private static final Duration PATIENCE = ScriptedCollector.PATIENCE;

	private static final TelemetryEvent EVENT = event("cli_migrate");

	@Parameter
	ClientKind client;

	private final ScriptedCollector collector = ScriptedCollector.start();

	private final List<CloseableSink> sinks = new ArrayList<>();

	@AfterEach
	void close() {
		this.sinks.forEach((sink) -> sink.close().block(PATIENCE));
		this.collector.close();
	}

	@Test
	void sendShouldPostCompactJsonInUtf8WithThreeKeysInOrder() {
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("text", "grün \u20ac \ud83d\ude00 </script>");
		payload.put("none", null);
		payload.put("list", List.of(1, 2.5, true));
		deliver(sink(), new TelemetryEvent("cli_migrate", "anon", payload));
		assertThat(received().body())
			.isEqualTo(("{\"type\":\"cli_migrate\",\"anonymousId\":\"anon\",\"payload\":{\"text\":\"grün \u20ac "
					+ "\ud83d\ude00 </script>\",\"none\":null,\"list\":[1,2.5,true]}}")
				.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void sendShouldHaveTheseHeadersAndNoOthers() {
		deliver(sink(), EVENT, "key-1");
		ReceivedRequest request = received();
		assertThat(request.requestLine()).isEqualTo("POST /telemetry HTTP/1.1");
		assertThat(request.headers()).containsOnlyKeys("user-agent", "rustauth-telemetry-schema", "content-type",
				"idempotency-key", "content-length", "host", "accept");
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.header("User-Agent")).startsWith("rustauth-telemetry-java/");
		assertThat(request.header("RustAuth-Telemetry-Schema")).isEqualTo("1");
		assertThat(request.header("Idempotency-Key")).isEqualTo("key-1");
		assertThat(request.header("Content-Length")).isEqualTo(String.valueOf(request.body().length));
		assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + this.collector.port());
	}

	@Test
	void sendShouldKeepPathAndQueryAsTheyAre() {
		String path = "/a%2Fb/%C3%BC?tenant=7&x=a+b%20c&y={z}".replace("{z}", "%7Bz%7D");
		deliver(sink(TestHttpSettings.of(this.collector.origin() + path)), EVENT);
		assertThat(received().requestLine()).isEqualTo("POST " + path + " HTTP/1.1");
	}

	@Test
	void sendWhenCollectorSetsCookiesShouldNotSendThemBack() {
		this.collector.otherwise(Answer.status(200).withHeader("Set-Cookie", "session=1; Path=/"));
		CloseableSink sink = sink();
		deliver(sink, EVENT);
		deliver(sink, EVENT);
		assertThat(this.collector.awaitRequests(2)).noneMatch((request) -> request.headers().containsKey("cookie"));
	}

	@Test
	void sendWithHeadersShouldAddThemAndLetThemWin() {
		deliver(sink(TestHttpSettings.of(this.collector.url().replace("127.0.0.1", "user:secret@127.0.0.1"))
			.header("X-Tenant", "7")
			.header("Authorization", "Bearer token")), EVENT);
		assertThat(received().header("X-Tenant")).isEqualTo("7");
		assertThat(received().header("Authorization")).isEqualTo("Bearer token");
	}

	@Test
	void sendWithHeadersThatTheStarterSetsShouldLetThemWinButForTheKey() {
		deliver(sink(TestHttpSettings.of(this.collector.url())
			.header("Content-Type", "application/x-own")
			.header("User-Agent", "own/1")
			.header("Accept", "text/plain")
			.header("RustAuth-Telemetry-Schema", "own")
			.header("Idempotency-Key", "own")), EVENT, "key-1");
		ReceivedRequest request = received();
		assertThat(request.header("Content-Type")).isEqualTo("application/x-own");
		assertThat(request.header("User-Agent")).isEqualTo("own/1");
		assertThat(request.header("Accept")).isEqualTo("text/plain");
		assertThat(request.header("RustAuth-Telemetry-Schema")).isEqualTo("own");
		assertThat(request.header("Idempotency-Key")).isEqualTo("key-1");
		assertThat(request.headers().values()).allMatch((values) -> values.size() == 1);
		assertThat(request.text()).contains("cli_migrate");
	}

	@Test
	void sendWithUserInfoShouldAuthenticate() {
		deliver(sink(TestHttpSettings.of(this.collector.url().replace("127.0.0.1", "user:p%40ss@127.0.0.1"))), EVENT);
		assertThat(received().header("Authorization")).isEqualTo("Basic dXNlcjpwQHNz");
		assertThat(received().header("Host")).isEqualTo("127.0.0.1:" + this.collector.port());
	}

	@Test
	void sendWithGzipShouldCompressTheSameBytes() {
		deliver(sink(), EVENT);
		deliver(sink(TestHttpSettings.of(this.collector.url()).gzip()), EVENT);
		ReceivedRequest plain = this.collector.awaitRequests(2).get(0);
		ReceivedRequest compressed = this.collector.requests().get(1);
		assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(compressed.header("Content-Type")).isEqualTo("application/json");
		assertThat(compressed.body()).isNotEqualTo(plain.body());
		assertThat(compressed.text()).isEqualTo(plain.text());
	}

	/**
	 * Reactor Netty says that a response is complete before it takes the connection back,
	 * so the next request may need a second one. Of the two, one is always free.
	 */
	@Test
	void sendManyInARowShouldUseTheSameConnections() {
		this.collector.otherwise(Answer.status(200).withBody("{\"ok\":true}"));
		CloseableSink sink = sink();
		for (int i = 0; i < 50; i++) {
			deliver(sink, EVENT);
		}
		assertThat(this.collector.awaitRequests(50)).hasSize(50);
		assertThat(this.collector.connections()).isBetween(1, (this.client == ClientKind.REACTOR_NETTY) ? 2 : 1);
	}

	@Test
	void sendManyAtOnceShouldUseNoMoreThanTheConnectionsAllowed() {
		this.collector.otherwise(Answer.status(204).after(Duration.ofMillis(2)));
		CloseableSink sink = sink(TestHttpSettings.of(this.collector.url()).maxConnections(3));
		Flux.range(0, 60).flatMap((i) -> sink.send(EVENT), 60).then().block(PATIENCE);
		assertThat(this.collector.awaitRequests(60)).hasSize(60);
		if (this.client == ClientKind.REACTOR_NETTY) {
			// The JDK's client has no limit; the engine doesn't send more at once.
			assertThat(this.collector.mostOpenConnections()).isEqualTo(3);
		}
	}

	@Test
	void sendThatWaitsForAConnectionShouldNotStartTheSharedThreadsOfReactor() {
		AtomicInteger shared = new AtomicInteger();
		Schedulers.addExecutorServiceDecorator("test", (scheduler, executor) -> {
			if (scheduler.toString().contains("parallel") || scheduler.toString().contains("boundedElastic")) {
				shared.incrementAndGet();
			}
			return executor;
		});
		Schedulers.shutdownNow();
		try {
			this.collector.otherwise(Answer.status(204).after(Duration.ofMillis(20)));
			CloseableSink sink = sink(TestHttpSettings.of(this.collector.url()).maxConnections(1));
			Flux.range(0, 5).flatMap((i) -> sink.send(EVENT), 5).then().block(PATIENCE);
			assertThat(shared).hasValue(0);
		}
		finally {
			Schedulers.removeExecutorServiceDecorator("test");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void sendWhenRedirectedShouldNotFollow(int status) {
		this.collector.then(Answer.status(status).withHeader("Location", this.collector.origin() + "/elsewhere"));
		assertFails(sink().send(EVENT), "the collector answered " + status);
		assertThat(this.collector.requests()).hasSize(1);
	}

	@Test
	void sendWhenTheBodyOfAnAnswerHasNoEndShouldNotWaitForIt() {
		this.collector.then(Answer.status(200).withEndlessBody(Duration.ofMillis(100)));
		StepVerifier.create(sink().send(EVENT)).expectComplete().verify(Duration.ofMillis(900));
		if (this.client == ClientKind.REACTOR_NETTY) {
			// Spring's connector for the JDK's client reads on.
			await().atMost(PATIENCE).until(() -> this.collector.openConnections() == 0);
		}
	}

	@Test
	void sendWhenTheBodyOfAnAnswerIsHugeShouldCloseTheConnection() {
		this.collector.then(Answer.status(200).withBody("x".repeat(WebClientTelemetrySink.MAX_BODY_BYTES * 20)));
		CloseableSink sink = sink();
		deliver(sink, EVENT);
		if (this.client == ClientKind.JDK) {
			// Spring's connector for it reads to the end.
			deliver(sink, EVENT);
			return;
		}
		await().atMost(PATIENCE).until(() -> this.collector.openConnections() == 0);
		deliver(sink, EVENT);
		assertThat(this.collector.connections()).isEqualTo(2);
	}

	@Test
	void sendWhenTheCollectorClosedTheIdleConnectionShouldOpenAnother() {
		CloseableSink sink = sink();
		deliver(sink, EVENT);
		this.collector.closeConnections();
		// A connection dies for the client a little later than for the collector.
		await().atMost(PATIENCE)
			.until(() -> Boolean.TRUE.equals(sink.send(EVENT).thenReturn(true).onErrorReturn(false).block(PATIENCE)));
		assertThat(this.collector.requests()).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void sendWhenTooLargeShouldFailAndTheNextShouldGo() {
		CloseableSink sink = sink(TestHttpSettings.of(this.collector.url()).maxEventSize(200));
		assertFails(sink.send(new TelemetryEvent("big", "anon", Map.of("text", "x".repeat(200)))),
				"larger than 200 bytes");
		deliver(sink, EVENT);
		assertThat(this.collector.awaitRequests(1)).singleElement()
			.satisfies((request) -> assertThat(request.text()).contains("cli_migrate"));
	}

	@Test
	void sendWhenNotJsonShouldFailAndTheNextShouldGo() {
		CloseableSink sink = sink();
		assertFails(sink.send(new TelemetryEvent("odd", "anon", Map.of("thread", new Unwritable()))),
				"can't be written as JSON");
		deliver(sink, EVENT);
		assertThat(this.collector.awaitRequests(1)).hasSize(1);
	}

	@Test
	void customizerShouldHaveTheLastWord() {
		deliver(sink(
				TestHttpSettings.of(this.collector.url())
					.header("X-Tenant", "7")
					.customizer((builder) -> builder.defaultHeader("X-Tenant", "8")
						.filter((request, next) -> next.exchange(request)
							.doOnNext((response) -> assertThat(response.statusCode().value()).isEqualTo(204))))),
				EVENT);
		assertThat(received().header("X-Tenant")).isEqualTo("8");
	}

	@Test
	void customizerThatThrowsShouldLeaveNothingBehind() {
		TestHttpSettings settings = TestHttpSettings.of(this.collector.url()).customizer((builder) -> {
			throw new IllegalStateException("broken");
		});
		int before = openFiles();
		for (int i = 0; i < 20; i++) {
			assertThatIllegalStateException().isThrownBy(settings::open);
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(clientThreads()).isEmpty());
		await().atMost(PATIENCE).until(() -> openFiles() <= before + 5);
	}

	@Test
	void systemProxyShouldBeUsedAndNoNameBeLookedUp() {
		try (TunnelProxy proxy = TunnelProxy.to(this.collector.port())) {
			Map<String, String> properties = Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort",
					String.valueOf(proxy.port()));
			SystemProperties.with(properties,
					() -> deliver(sink(TestHttpSettings.of("http://collector.invalid/path")), EVENT));
			if (this.client == ClientKind.JDK) {
				// It asks the proxy for the resource, as for any plain http.
				assertThat(proxy.tunnels()).containsExactly("POST http://collector.invalid/path HTTP/1.1");
				return;
			}
			assertThat(proxy.tunnels()).containsExactly("CONNECT collector.invalid:80 HTTP/1.1");
			assertThat(received().requestLine()).isEqualTo("POST /path HTTP/1.1");
		}
	}

	@Test
	void systemProxyShouldNotBeUsedForLocalHosts() {
		try (TunnelProxy proxy = TunnelProxy.to(1)) {
			Map<String, String> properties = Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort",
					String.valueOf(proxy.port()));
			String url = this.collector.url().replace("127.0.0.1", "localhost");
			SystemProperties.with(properties, () -> deliver(sink(TestHttpSettings.of(url)), EVENT));
			assertThat(proxy.tunnels()).isEmpty();
			assertThat(received().isComplete()).isTrue();
		}
	}

	@Test
	void closeShouldGiveBackThreadsAndConnections() {
		CloseableSink sink = sink();
		this.collector.then(Answer.status(204)).then(Answer.never());
		deliver(sink, EVENT);
		Disposable sending = sink.send(EVENT).onErrorComplete().subscribe();
		this.collector.awaitRequests(2);
		assertThat(clientThreads()).isNotEmpty();
		if (this.client == ClientKind.JDK) {
			// As the engine does; the JDK's client can't be closed before Java 21.
			sending.dispose();
		}
		StepVerifier.create(sink.close()).expectComplete().verify(PATIENCE);
		StepVerifier.create(sink.close()).expectComplete().verify(PATIENCE);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(clientThreads()).isEmpty());
		await().atMost(PATIENCE).until(() -> this.collector.openConnections() == 0);
	}

	private CloseableSink sink() {
		return sink(TestHttpSettings.of(this.collector.url()));
	}

	private CloseableSink sink(TestHttpSettings settings) {
		CloseableSink sink = settings.client(this.client).open();
		this.sinks.add(sink);
		return sink;
	}

	private ReceivedRequest received() {
		return this.collector.awaitRequests(1).get(0);
	}

	private static void deliver(CloseableSink sink, TelemetryEvent event) {
		deliver(sink, event, "any");
	}

	private static void deliver(CloseableSink sink, TelemetryEvent event, String key) {
		StepVerifier.create(sink.send(event).contextWrite((context) -> context.put(TelemetrySink.IDEMPOTENCY_KEY, key)))
			.expectComplete()
			.verify(PATIENCE);
	}

	private static void assertFails(Mono<Void> sending, String message) {
		StepVerifier.create(sending)
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(DeliveryFailure.class)
				.hasMessageContaining(message)
				.hasNoCause())
			.verify(PATIENCE);
	}

	private static List<String> clientThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("rustauth-telemetry"))
			.toList();
	}

	private static int openFiles() {
		String[] files = new java.io.File("/proc/self/fd").list();
		return (files != null) ? files.length : 0;
	}

	private static TelemetryEvent event(String type) {
		return new TelemetryEvent(type, "anon", Map.of("answer", 42));
	}

	/**
	 * Has a property that can't be read.
	 */
	public static final class Unwritable {

		public String getName() {
			throw new IllegalStateException("not today");
		}

	}

}
