package dev.rustauth.telemetry.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

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
import org.springframework.boot.ssl.SslBundle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.collector.RawServer;
import dev.rustauth.telemetry.collector.ScriptedCollector;
import dev.rustauth.telemetry.collector.TestCertificates;
import dev.rustauth.telemetry.collector.TunnelProxy;
import dev.rustauth.telemetry.delivery.CloseableSink;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WebClientTelemetrySink} against what servers, gateways and proxies do
 * that an HTTP client may get wrong. The connection pool of an earlier client of ours
 * did.
 */
@ParameterizedClass
@EnumSource(ClientKind.class)
@Timeout(300)
class HttpFaultsIntegrationTests {

	private static final Duration PATIENCE = ScriptedCollector.PATIENCE;

	private static final TelemetryEvent EVENT = new TelemetryEvent("cli_migrate", "anon", Map.of("answer", 42));

	private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

	@Parameter
	ClientKind client;

	private final List<CloseableSink> sinks = new ArrayList<>();

	@AfterEach
	void close() {
		this.sinks.forEach((sink) -> sink.close().block(PATIENCE));
	}

	@Test
	void headersOfSeveralKilobytesShouldBeRead() {
		String header = "X-Gateway: " + "x".repeat(3000) + "\r\n";
		try (RawServer server = RawServer
			.answering("HTTP/1.1 202 Accepted\r\n" + header.repeat(3) + "Content-Length: 0\r\n\r\n")) {
			deliver(sink(TestHttpSettings.of(server.url())));
		}
	}

	@Test
	void secondAnswerToOneRequestShouldBelongToNobody() {
		try (RawServer server = RawServer.answering(ACCEPTED + "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")) {
			CloseableSink sink = sink(TestHttpSettings.of(server.url()).maxConnections(1));
			StepVerifier.create(Flux.range(0, 20).flatMap((i) -> sink.send(EVENT), 20))
				.expectComplete()
				.verify(PATIENCE);
			assertThat(server.heads()).hasSize(20);
		}
	}

	@Test
	void answerBeforeTheBodyIsReadShouldCount() {
		try (RawServer server = RawServer.start((self, socket) -> {
			self.readRequest(socket, false);
			RawServer.write(socket, "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
			socket.shutdownOutput();
			RawServer.drain(socket);
		})) {
			assertFails(sink(TestHttpSettings.of(server.url())).send(large()), DropReason.REJECTED,
					"the collector answered 413");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 509, 520, 521, 522, 523, 524, 530 })
	void statusOfAnIntermediaryThatMayPassShouldBeRepeated(int status) {
		try (RawServer server = RawServer.answering("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n")) {
			assertFails(sink(TestHttpSettings.of(server.url())).send(EVENT), DropReason.RETRIES_EXHAUSTED,
					"the collector answered " + status);
		}
	}

	static Stream<Arguments> unusualAnswers() {
		String chunked = "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n";
		return Stream.of(
				answer("interim answers",
						"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
								+ "Link: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + ACCEPTED),
				answer("chunks and trailers", chunked),
				answer("no reason", "HTTP/1.1 202 \r\nContent-Length: 0\r\n\r\n"),
				answer("lower case", "HTTP/1.1 202 ok\r\ncontent-length:0\r\n\r\n"), answer("a body that isn't gzip",
						"HTTP/1.1 202 Accepted\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"));
	}

	private static Arguments answer(String name, String answer) {
		return Arguments.of(Named.of(name, answer));
	}

	@ParameterizedTest
	@MethodSource("unusualAnswers")
	void unusualAnswerShouldCountAndTheNextRequestGetItsOwn(String answer) {
		try (RawServer server = RawServer.answering(answer)) {
			CloseableSink sink = sink(TestHttpSettings.of(server.url()).maxConnections(1));
			for (int i = 0; i < 3; i++) {
				deliver(sink);
			}
			assertThat(server.heads()).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.0 202 Accepted\r\n\r\nok", "HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\n\r\nok",
			"HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nok", "HTTP/1.1 202 Accepted\r\n\r\n" })
	void answerThatEndsWithTheConnectionShouldCount(String answer) {
		try (RawServer server = RawServer.start((self, socket) -> {
			self.readRequest(socket, true);
			RawServer.write(socket, answer);
		})) {
			CloseableSink sink = sink(TestHttpSettings.of(server.url()).maxConnections(1));
			for (int i = 0; i < 3; i++) {
				deliver(sink);
			}
			assertThat(server.connections()).isEqualTo(3);
		}
	}

	@Test
	void answerToNoRequestShouldBelongToNobody() {
		// The JDK's client takes it for the answer to the next request.
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		try (RawServer server = RawServer.start((self, socket) -> {
			self.readRequest(socket, true);
			RawServer.write(socket, ACCEPTED);
			if (self.connections() == 1) {
				RawServer.write(socket, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
			}
			RawServer.drain(socket);
		})) {
			CloseableSink sink = sink(TestHttpSettings.of(server.url()));
			deliver(sink);
			await().atMost(PATIENCE).until(() -> server.openConnections() == 0);
			deliver(sink);
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	// A close_notify without the end of the connection cost the whole time limit.
	@ParameterizedTest
	@ValueSource(strings = { "", ACCEPTED })
	void endOfTlsWithoutTheEndOfTheConnectionShouldBeSeen(String answer) {
		TestCertificates certificates = TestCertificates.shared();
		try (RawServer server = RawServer.startTls(certificates.server("localhost"), (self, socket) -> {
			self.readRequest(socket, true);
			RawServer.write(socket, answer);
			socket.shutdownOutput();
			RawServer.drain(socket);
		})) {
			CloseableSink sink = sink(TestHttpSettings.of("https://localhost:" + server.port() + "/telemetry")
				.requestTimeout(PATIENCE)
				.trust(null));
			for (int i = 0; i < 3; i++) {
				if (answer.isEmpty()) {
					assertFails(sink.send(EVENT), DropReason.RETRIES_EXHAUSTED, "the connection broke");
				}
				else {
					deliver(sink);
					await().atMost(PATIENCE).until(() -> server.openConnections() == 0);
				}
			}
			assertThat(server.connections()).isGreaterThanOrEqualTo(3);
		}
	}

	@Test
	void headersWithoutEndShouldEndTheAttempt() {
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		try (RawServer server = RawServer.start((self, socket) -> {
			self.readRequest(socket, true);
			RawServer.write(socket, "HTTP/1.1 202 Accepted\r\n");
			while (true) {
				RawServer.write(socket, "X-More: " + "x".repeat(1000) + "\r\n");
			}
		})) {
			assertFails(sink(TestHttpSettings.of(server.url())).send(EVENT), DropReason.RETRIES_EXHAUSTED,
					"the answer is not HTTP");
			await().atMost(PATIENCE).until(() -> server.openConnections() == 0);
		}
	}

	@Test
	void hostsThatNeedNoProxyShouldBeAskedDirectly() {
		try (RawServer server = RawServer.answering(ACCEPTED); RawServer proxy = RawServer.answering("")) {
			SystemProperties.with(
					Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()),
							"http.nonProxyHosts", "other.example|127.*"),
					() -> deliver(sink(TestHttpSettings.of(server.url()))));
			assertThat(proxy.connections()).isZero();
		}
	}

	@Test
	void serverOfAnotherProtocolThatHoldsOnShouldNotKeepConnections() {
		// Spring's connector for the JDK's client, and that client before Java 21, do.
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		try (RawServer server = RawServer.start((self, socket) -> {
			self.readRequest(socket, true);
			RawServer.write(socket, "SSH-2.0-OpenSSH_9.9\r\n");
			RawServer.drain(socket);
		})) {
			CloseableSink sink = sink(TestHttpSettings.of(server.url()).requestTimeout(Duration.ofMillis(500)));
			for (int i = 0; i < 20; i++) {
				assertFails(sink.send(EVENT), DropReason.RETRIES_EXHAUSTED, "");
			}
			await().atMost(PATIENCE).until(() -> server.openConnections() == 0);
			assertThat(server.connections()).isEqualTo(20);
		}
	}

	@Test
	void queryWithMoreThanAsciiShouldBePercentEncoded() {
		try (RawServer server = RawServer.answering(ACCEPTED)) {
			deliver(sink(TestHttpSettings.of(server.url() + "?q=büro")));
			assertThat(server.heads()).singleElement()
				.asString()
				.startsWith("POST /telemetry?q=b%C3%BCro HTTP/1.1\r\n");
		}
	}

	@ParameterizedTest
	@CsvSource({ "403, REJECTED", "407, REJECTED", "503, RETRIES_EXHAUSTED", "502, RETRIES_EXHAUSTED" })
	void refusalOfAProxyShouldBeToldAsThat(int status, DropReason reason) {
		try (RawServer proxy = RawServer.answering(
				"HTTP/1.1 " + status + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
			String name = (this.client == ClientKind.REACTOR_NETTY) ? "the proxy localhost:" + proxy.port()
					: "the proxy";
			withProxy("localhost", proxy.port(),
					() -> assertFails(sink(TestHttpSettings.of("https://collector.example/telemetry")).send(EVENT),
							reason, name + " answered " + status));
			assertThat(proxy.heads()).allMatch((head) -> head.startsWith("CONNECT collector.example:443 "));
		}
	}

	@Test
	void proxyThatHasNoAddressShouldBeTriedAgain() {
		withProxy("proxy.invalid", 3128,
				() -> assertFails(sink(TestHttpSettings.of("http://collector.example/telemetry")).send(EVENT),
						DropReason.RETRIES_EXHAUSTED, "its host name, or that of a proxy, can't be resolved"));
	}

	@Test
	void proxyThatIsDownShouldBeTriedAgain() {
		try (RawServer closed = RawServer.answering("")) {
			closed.close();
			withProxy("127.0.0.1", closed.port(),
					() -> assertFails(sink(TestHttpSettings.of("http://collector.example/telemetry")).send(EVENT),
							DropReason.RETRIES_EXHAUSTED,
							(this.client == ClientKind.REACTOR_NETTY)
									? "the proxy 127.0.0.1:" + closed.port() + " refused the connection"
									: "the connection was refused"));
		}
	}

	@Test
	void collectorThatNeedsNoProxyShouldBeToldAsDownItself() {
		try (RawServer closed = RawServer.answering(""); RawServer proxy = RawServer.answering("")) {
			closed.close();
			SystemProperties.with(
					Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()),
							"http.nonProxyHosts", "127.*"),
					() -> assertFails(sink(TestHttpSettings.of(closed.url())).send(EVENT), DropReason.RETRIES_EXHAUSTED,
							"the connection was refused"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "socks" })
	void proxyThatHoldsOnShouldBeToldAsNoConnection(String kind) {
		// The JDK's client doesn't tell when a request is written.
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		String prefix = (kind.equals("socks")) ? "socksProxy" : "http.proxy";
		try (RawServer proxy = RawServer.start((self, socket) -> RawServer.drain(socket))) {
			SystemProperties.with(Map.of(prefix + "Host", "127.0.0.1", prefix + "Port", String.valueOf(proxy.port())),
					() -> assertFails(
							sink(TestHttpSettings.of("http://collector.example/telemetry")
								.requestTimeout(Duration.ofMillis(500))).send(EVENT),
							DropReason.RETRIES_EXHAUSTED, "no connection in time"));
			assertThat(proxy.connections()).isOne();
		}
	}

	@Test
	void proxyOfAnotherProtocolShouldBeTriedAgain() {
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		try (RawServer proxy = RawServer.answering("SSH-2.0-OpenSSH_9.9\r\n")) {
			withProxy("127.0.0.1", proxy.port(),
					() -> assertFails(sink(TestHttpSettings.of("http://collector.example/telemetry")).send(EVENT),
							DropReason.RETRIES_EXHAUSTED,
							"the proxy 127.0.0.1:" + proxy.port() + " made no connection"));
		}
	}

	@Test
	void credentialsOfAProxyShouldGoToTheProxyOnly() {
		// The JDK's client asks an Authenticator for them, which we don't set.
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		try (RawServer collector = RawServer.answering(ACCEPTED);
				TunnelProxy proxy = TunnelProxy.to(collector.port())) {
			SystemProperties.with(
					Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()),
							"http.proxyUser", "user", "http.proxyPassword", "secret"),
					() -> deliver(sink(TestHttpSettings.of("http://collector.example/telemetry"))));
			assertThat(proxy.heads()).singleElement()
				.asString()
				.containsIgnoringCase("Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=");
			assertThat(collector.heads()).singleElement().asString().doesNotContainIgnoringCase("proxy-authorization");
		}
	}

	@Test
	void proxySettingsThatCannotBeUsedShouldBeNamed() {
		assumeThat(this.client).isEqualTo(ClientKind.REACTOR_NETTY);
		SystemProperties.with(Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", "many"), () -> {
			try {
				sink(TestHttpSettings.of("http://collector.example/telemetry"));
				throw new AssertionError("no failure");
			}
			catch (DeliveryFailure ex) {
				assertThat(ex).hasMessageContaining("http.proxyHost");
			}
		});
	}

	@Test
	void reloadedBundleShouldBeUsedFromTheNextConnectionOn() {
		TestCertificates certificates = TestCertificates.shared();
		AtomicReference<SslBundle> bundle = new AtomicReference<>(certificates.trustingNobody());
		try (ScriptedCollector collector = ScriptedCollector.startTls(certificates.server("localhost"), false)) {
			CloseableSink sink = sink(TestHttpSettings.of(collector.url()).ssl(bundle::get));
			assertFails(sink.send(EVENT), DropReason.TLS, "the TLS handshake failed");
			bundle.set(certificates.bundle(null));
			deliver(sink);
			bundle.set(certificates.trustingNobody());
			assertFails(sink.send(EVENT), DropReason.TLS, "the TLS handshake failed");
		}
	}

	private static TelemetryEvent large() {
		return new TelemetryEvent("large", "anon", Map.of("text", "x".repeat(60_000)));
	}

	private CloseableSink sink(TestHttpSettings settings) {
		CloseableSink sink = settings.client(this.client).open();
		this.sinks.add(sink);
		return sink;
	}

	private static void deliver(CloseableSink sink) {
		StepVerifier.create(sink.send(EVENT)).expectComplete().verify(PATIENCE);
	}

	private static void assertFails(Mono<Void> sending, DropReason reason, String message) {
		StepVerifier.create(sending)
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(DeliveryFailure.class)
				.hasMessageContaining(message)
				.extracting("reason")
				.isEqualTo(reason))
			.verify(PATIENCE);
	}

	private static void withProxy(String host, int port, Runnable task) {
		SystemProperties.with(Map.of("http.proxyHost", host, "http.proxyPort", String.valueOf(port), "https.proxyHost",
				host, "https.proxyPort", String.valueOf(port)), task);
	}

}
