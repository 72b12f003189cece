package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.sample.kafka.broker.LocalBroker;
import dev.rustauth.telemetry.sample.kafka.forwarder.ScriptedCollector.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The forwarder between a real broker and a collector that answers as it is told.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ForwarderIntegrationTests {

	private static LocalBroker broker;

	private static KafkaProducer<String, byte[]> producer;

	private final String topic = "events-" + UUID.randomUUID();

	private final ScriptedCollector collector = new ScriptedCollector();

	private final List<ConfigurableApplicationContext> forwarders = new ArrayList<>();

	@BeforeAll
	static void startBroker(@TempDir Path directory) {
		broker = LocalBroker.start(LocalBroker.freePort(), directory);
		producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.address()), new StringSerializer(),
				new ByteArraySerializer());
	}

	@AfterAll
	static void stopBroker() {
		producer.close(Duration.ZERO);
		broker.close();
	}

	@AfterEach
	void stop() {
		this.collector.close();
		this.forwarders.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void eventShouldBePostedAsItIsUnderItsKeyAndThenBeCommitted() {
		publish("key-1", "{\"type\":\"a\",\"text\":\"\u00fc\"}");
		forwarder("--forwarder.token=opensesame");
		Request request = this.collector.await(1).get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.key()).isEqualTo("key-1");
		assertThat(request.body()).isEqualTo("{\"type\":\"a\",\"text\":\"\u00fc\"}");
		assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
		assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer opensesame");
		awaitCommitted(1);
		assertThat(this.collector.requests()).hasSize(1);
	}

	@Test
	void collectorInTroubleShouldGetTheSameEventAgainBeforeTheNext(CapturedOutput output) {
		this.collector.answers(503, 429, ScriptedCollector.HANG_UP, 401, 302, ScriptedCollector.SILENCE, 404);
		publish("key-1", "1");
		publish("key-2", "2");
		forwarder("--forwarder.timeout=500ms");
		List<Request> requests = this.collector.await(9);
		assertThat(requests.subList(0, 8)).extracting(Request::key).containsOnly("key-1");
		assertThat(requests.get(7).status()).isEqualTo(202);
		assertThat(requests.get(8).key()).isEqualTo("key-2");
		assertThat(Duration.ofNanos(requests.get(2).at() - requests.get(1).at()))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		awaitCommitted(2);
		assertThat(output).containsOnlyOnce("WARN")
			.contains("The collector takes events again")
			.doesNotContain("not yet recovered");
	}

	@Test
	void eventsThatTheCollectorRefusesShouldBecomeDeadLettersAndHoldNothingUp(CapturedOutput output) {
		this.collector.answers(400, 413, 415, 422);
		for (String body : List.of("1", "2", "3", "4", "5")) {
			publish("key-" + body, body);
		}
		publish("key-6", null);
		publish("key-7", "7");
		forwarder();
		assertThat(this.collector.await(6)).extracting(Request::body).containsExactly("1", "2", "3", "4", "5", "7");
		awaitCommitted(7);
		assertThat(deadLetters(5)).extracting((record) -> header(record, "Idempotency-Key"))
			.containsExactlyInAnyOrder("key-1", "key-2", "key-3", "key-4", "key-6");
		assertThat(output).contains("@0 goes to the dead letters: The collector answered 400");
	}

	@Test
	void eventThatWasNotAcknowledgedShouldComeAgainAfterARestart() {
		this.collector.otherwise(503);
		publish("key-1", "1");
		ConfigurableApplicationContext first = forwarder();
		this.collector.await(2);
		first.close();
		assertThat(committed()).isZero();
		this.collector.otherwise(202);
		forwarder();
		awaitCommitted(1);
		assertThat(this.collector.requests()).extracting(Request::key).containsOnly("key-1");
		assertThat(this.collector.requests()).last().extracting(Request::status).isEqualTo(202);
	}

	@Test
	void recordWithoutAUsableKeyShouldBePostedUnderItsPlace() {
		publish(null, "1");
		publish("line\r\nbreak", "2");
		forwarder("--forwarder.token=");
		assertThat(this.collector.await(2)).extracting(Request::key)
			.containsExactly(this.topic + "-0-0", this.topic + "-0-1");
		assertThat(this.collector.requests()).allMatch((request) -> !request.headers().containsKey("Authorization"));
		awaitCommitted(2);
	}

	private ConfigurableApplicationContext forwarder(String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--spring.kafka.bootstrap-servers=" + broker.address(),
				"--spring.kafka.consumer.group-id=" + this.topic, "--spring.main.banner-mode=off",
				"--forwarder.topic=" + this.topic, "--forwarder.dead-letter-topic=" + this.topic + ".dead-letters",
				"--forwarder.collector=" + this.collector.url(), "--forwarder.first-wait=20ms",
				"--forwarder.longest-wait=1s"));
		arguments.addAll(List.of(settings));
		ConfigurableApplicationContext forwarder = new SpringApplicationBuilder(ForwarderApplication.class)
			.run(arguments.toArray(String[]::new));
		this.forwarders.add(forwarder);
		return forwarder;
	}

	/**
	 * To the first partition, so that there is an order.
	 */
	private void publish(@Nullable String key, @Nullable String body) {
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(this.topic, 0, "deployment",
				(body != null) ? body.getBytes(StandardCharsets.UTF_8) : null);
		if (key != null) {
			record.headers().add("Idempotency-Key", key.getBytes(StandardCharsets.UTF_8));
		}
		try {
			producer.send(record).get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new AssertionError(ex);
		}
	}

	private void awaitCommitted(long offset) {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(committed()).isEqualTo(offset));
	}

	private long committed() {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
			OffsetAndMetadata offset = admin.listConsumerGroupOffsets(this.topic)
				.partitionsToOffsetAndMetadata()
				.get()
				.get(new TopicPartition(this.topic, 0));
			return (offset != null) ? offset.offset() : 0;
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new AssertionError(ex);
		}
	}

	private List<ConsumerRecord<String, byte[]>> deadLetters(int count) {
		List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
		try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest"),
				new StringDeserializer(), new ByteArrayDeserializer())) {
			consumer.assign(consumer.partitionsFor(this.topic + ".dead-letters")
				.stream()
				.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
				.toList());
			await().atMost(Duration.ofSeconds(60)).until(() -> {
				consumer.poll(Duration.ofMillis(100)).forEach(records::add);
				return records.size() >= count;
			});
		}
		return records;
	}

	private static String header(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

}
