package dev.rustauth.telemetry.sample.collector.rules;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import dev.rustauth.telemetry.sample.collector.Samples;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class WebhookTests {

	private static final byte[] KEY = "0123456789012345678901234".getBytes(StandardCharsets.US_ASCII);

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

	private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private final CountDownLatch open = new CountDownLatch(1);

	private volatile boolean hanging;

	private HttpServer server;

	private Webhook webhook;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
		this.webhook = webhook(URI.create("http://localhost:%d/hook".formatted(this.server.getAddress().getPort())));
	}

	private Webhook webhook(URI url) {
		RuleProperties properties = new RuleProperties(Map.of("patched", Rule.of("framework.version >= 5")),
				new RuleProperties.Webhook(url, "whsec_" + Base64.getEncoder().encodeToString(KEY)));
		return new Webhook(properties, CLOCK, this.meters, Duration.ofMillis(2));
	}

	@AfterEach
	void stop() {
		this.open.countDown();
		this.webhook.destroy();
		this.server.stop(0);
	}

	@Test
	void changeShouldBePostedAndSignedAsStandardWebhooksSay() throws Exception {
		this.webhook.tell(List.of(change("a"), new Change("patched", false, "b", null)));
		Received message = take();
		assertThat(message.body).isEqualTo(Samples.JSON.readTree("""
				{"type":"rules.changed","timestamp":"2026-11-28T12:00:00Z","data":{"changes":[
				{"rule":"patched","wanted":"framework.version >= 5","change":"began","deployment":"a",
				"alias":"%s","reported":"4.0.9"},
				{"rule":"patched","wanted":"framework.version >= 5","change":"ceased","deployment":"b",
				"alias":"%s","reported":null}]}}""".formatted(message.alias(0), message.alias(1))));
		assertThat(message.timestamp).isEqualTo("1795867200");
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
		mac.update("%s.%s.".formatted(message.id, message.timestamp).getBytes(StandardCharsets.UTF_8));
		assertThat(message.signature).isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(message.bytes)));
		awaitCount("delivered", 1);
	}

	@Test
	void manyChangesShouldBeSeveralMessages() throws Exception {
		this.webhook.tell(IntStream.range(0, 101).mapToObj((i) -> change("d" + i)).toList());
		assertThat(take().body.at("/data/changes")).hasSize(100);
		assertThat(take().body.at("/data/changes")).hasSize(1);
	}

	@Test
	void messageShouldBeRepeatedUnderItsIdUntilItIsTaken() throws Exception {
		this.statuses.addAll(List.of(503, 429, 500, 204));
		this.webhook.tell(List.of(change("a")));
		String id = take().id;
		assertThat(List.of(take().id, take().id, take().id)).containsOnly(id);
		awaitCount("delivered", 1);
		assertThat(count("lost")).isZero();
	}

	@Test
	void messageThatIsRefusedOrSentElsewhereShouldBeLostAtOnceAndTheNextBeDelivered() throws Exception {
		this.statuses.addAll(List.of(400, 302, 204));
		this.webhook.tell(List.of(change("a")));
		this.webhook.tell(List.of(change("b")));
		this.webhook.tell(List.of(change("c")));
		awaitCount("delivered", 1);
		assertThat(count("lost")).isEqualTo(2);
		assertThat(this.received).hasSize(3);
	}

	@Test
	void messageThatNobodyTakesShouldBeLostAfterNineAttempts() {
		IntStream.range(0, 20).forEach((i) -> this.statuses.add(503));
		this.webhook.tell(List.of(change("a")));
		awaitCount("lost", 1);
		assertThat(this.received).hasSize(9);
	}

	@Test
	void nobodyShouldWaitForAWebhookThatHangsAndWhatDoesNotFitIsCounted() throws Exception {
		this.hanging = true;
		this.webhook.tell(List.of(change("first")));
		take();
		for (int i = 0; i < 130; i++) {
			this.webhook.tell(List.of(change("d" + i)));
		}
		assertThat(count("lost")).isEqualTo(30);
		this.webhook.destroy();
		assertThat(count("lost")).isGreaterThanOrEqualTo(130);
	}

	@Test
	void nothingShouldBeToldWithoutAWebhook() {
		Webhook none = new Webhook(new RuleProperties(Map.of(), new RuleProperties.Webhook(null, "")), CLOCK,
				this.meters);
		none.tell(List.of(change("a")));
		none.destroy();
		assertThat(count("lost")).isZero();
	}

	private static Change change(String id) {
		return new Change("patched", true, id, "4.0.9");
	}

	private Received take() throws InterruptedException {
		Received message = this.received.poll(20, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	private void awaitCount(String outcome, int expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(count(outcome)).isEqualTo(expected));
	}

	private double count(String outcome) {
		return this.meters.get("collector.webhook").tag("outcome", outcome).counter().count();
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.received.add(new Received(exchange.getRequestHeaders().getFirst("webhook-id"),
				exchange.getRequestHeaders().getFirst("webhook-timestamp"),
				exchange.getRequestHeaders().getFirst("webhook-signature"), body, Samples.JSON.readTree(body)));
		if (this.hanging) {
			awaitOpen();
		}
		Integer status = this.statuses.poll();
		exchange.getResponseHeaders().set("Location", "/elsewhere");
		exchange.sendResponseHeaders((status != null) ? status : 204, -1);
		exchange.close();
	}

	private void awaitOpen() {
		try {
			this.open.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private record Received(String id, String timestamp, String signature, byte[] bytes, JsonNode body) {

		String alias(int index) {
			return this.body.at("/data/changes/%d/alias".formatted(index)).asString();
		}

	}

}
