package dev.rustauth.telemetry.sample.kafka.service;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.kafka.broker.LocalBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The service and a real broker, which comes and goes.
 */
@Timeout(120)
class KafkaTelemetrySinkIntegrationTests {

	private static final String TOPIC = "rustauth-telemetry";

	private final int port = LocalBroker.freePort();

	@TempDir
	private Path directory;

	@BeforeEach
	void forget() {
		SendingThreads.NAMES.clear();
	}

	@Test
	void eventsShouldBeInTheTopicAsTheyWouldBePosted() {
		try (LocalBroker broker = broker(); RunningService service = service()) {
			service.publish("sign_up", 1);
			Map<String, List<ConsumerRecord<String, byte[]>>> events = read(broker, 2);
			assertThat(events.values()).allSatisfy((records) -> assertThat(records).hasSize(1));
			List<ConsumerRecord<String, byte[]>> records = events.values().stream().map((same) -> same.get(0)).toList();
			JsonNode init = JsonMapper.shared().readTree(records.get(0).value());
			assertThat(init.propertyNames()).containsExactly("type", "anonymousId", "payload");
			assertThat(init.get("type").asString()).isEqualTo("init");
			String id = init.get("anonymousId").asString();
			assertThat(records).extracting(ConsumerRecord::key).containsOnly(id);
			assertThat(Topic.body(records.get(1)))
				.isEqualTo("{\"type\":\"sign_up\",\"anonymousId\":\"" + id + "\",\"payload\":{\"number\":1}}");
			await().untilAsserted(() -> assertBooks(service, 2, 0, 0));
			assertThat(SendingThreads.NAMES).hasSize(1)
				.allSatisfy((name) -> assertThat(name).startsWith("rustauth-telemetry-sink"));
		}
	}

	@Test
	void eventsPublishedBeforeTheBrokerCameShouldArriveOnceEach() {
		try (RunningService service = service()) {
			IntStream.range(0, 50).forEach((number) -> service.publish("early", number));
			await().untilAsserted(() -> assertThat(service.retries()).isPositive());
			try (LocalBroker broker = broker()) {
				Map<String, List<ConsumerRecord<String, byte[]>>> events = read(broker, 51);
				assertThat(events).hasSize(51);
				assertThat(events.values()).allSatisfy((records) -> assertThat(records).hasSize(1));
				assertThat(numbers(events, "early")).containsExactlyInAnyOrderElementsOf(range(50));
				assertThat(type(events.values().iterator().next().get(0))).isEqualTo("init");
				await().untilAsserted(() -> assertBooks(service, 51, 0, 0));
			}
		}
	}

	@Test
	void eventsPublishedWhileTheBrokerWasAwayShouldArrive() {
		try (RunningService service = service()) {
			try (LocalBroker broker = broker()) {
				service.publish("before", 0);
				read(broker, 2);
				await().untilAsserted(() -> assertBooks(service, 2, 0, 0));
			}
			IntStream.range(0, 20).forEach((number) -> service.publish("meanwhile", number));
			await().untilAsserted(() -> assertThat(service.retries()).isPositive());
			try (LocalBroker broker = broker()) {
				Map<String, List<ConsumerRecord<String, byte[]>>> events = read(broker, 22);
				assertThat(events).hasSize(22);
				assertThat(events.values()).allSatisfy((records) -> assertThat(records).extracting(Topic::body)
					.containsOnly(Topic.body(records.get(0))));
				assertThat(numbers(events, "meanwhile")).containsExactlyInAnyOrderElementsOf(range(20));
				await().untilAsserted(() -> assertBooks(service, 22, 0, 0));
			}
		}
	}

	@Test
	void eventsThatKafkaOrTheLimitRefuseShouldBeDroppedAndTheNextArrive() throws Exception {
		try (LocalBroker broker = broker()) {
			try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
				admin
					.createTopics(
							List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("max.message.bytes", "1000"))))
					.all()
					.get();
			}
			try (RunningService service = service()) {
				// init is larger than 1000 bytes.
				await().untilAsserted(() -> assertThat(service.dropped("too_large")).isOne());
				service.publisher().publish("large", Map.of("text", "x".repeat(70_000)));
				service.publisher().publish("odd", Map.of("object", new Unwritable()));
				service.publish("small", 1);
				assertThat(numbers(read(broker, 1), "small")).containsExactly(1);
				await().untilAsserted(() -> assertBooks(service, 1, 3, 0));
				assertThat(service.dropped("too_large")).isEqualTo(2);
				assertThat(service.dropped("unencodable")).isOne();
			}
		}
	}

	@Test
	void closeWithoutABrokerShouldBeBounded() {
		RunningService service = service("--rustauth.telemetry.delivery.shutdown-timeout=1s");
		service.publish("lost", 1);
		await().untilAsserted(() -> assertThat(service.retries()).isPositive());
		long start = System.nanoTime();
		service.close();
		// Kafka's own limit for a close is 30 seconds.
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
		assertThat(service.events("dropped") + service.events("unknown")).isEqualTo(2);
		assertThat(threads()).noneMatch((name) -> name.startsWith("kafka-producer"));
	}

	@Test
	void serviceWithTelemetryOffShouldNotTouchKafka() throws IOException {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (ServerSocket socket = new ServerSocket(this.port);
				RunningService service = service("--RUSTAUTH_TELEMETRY=false")) {
			service.publish("nothing", 1);
			Set<Thread> since = new HashSet<>(Thread.getAllStackTraces().keySet());
			since.removeAll(before);
			assertThat(since).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("kafka") || name.startsWith("rustauth"));
			socket.setSoTimeout(1);
			assertThat(catchThrowable(socket::accept)).isInstanceOf(SocketTimeoutException.class);
		}
	}

	private LocalBroker broker() {
		return LocalBroker.start(this.port, this.directory);
	}

	private RunningService service(String... settings) {
		return RunningService.start(this.port, TOPIC, settings);
	}

	private static Map<String, List<ConsumerRecord<String, byte[]>>> read(LocalBroker broker, int events) {
		try (Topic topic = new Topic(broker.address(), TOPIC)) {
			return topic.await(events);
		}
	}

	private static void assertBooks(RunningService service, long delivered, long dropped, long unknown) {
		assertThat(List.of(service.events("delivered"), service.events("dropped"), service.events("unknown")))
			.containsExactly(delivered, dropped, unknown);
	}

	private static String type(ConsumerRecord<String, byte[]> record) {
		return JsonMapper.shared().readTree(record.value()).get("type").asString();
	}

	private static List<Integer> numbers(Map<String, List<ConsumerRecord<String, byte[]>>> events, String type) {
		return events.values()
			.stream()
			.map((records) -> JsonMapper.shared().readTree(records.get(0).value()))
			.filter((event) -> event.get("type").asString().equals(type))
			.map((event) -> event.get("payload").get("number").asInt())
			.toList();
	}

	private static List<Integer> range(int end) {
		return IntStream.range(0, end).boxed().toList();
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

	/**
	 * No JSON can be made of it.
	 */
	public static final class Unwritable {

		public String getText() {
			throw new IllegalStateException();
		}

	}

}
