package dev.rustauth.telemetry.sample.kafka.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What is in a topic, read from its beginning.
 */
final class Topic implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final KafkaConsumer<String, byte[]> consumer;

	private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

	private final String name;

	Topic(String address, String name) {
		this.name = name;
		this.consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
						false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
				new StringDeserializer(), new ByteArrayDeserializer());
	}

	/**
	 * Read until there are events under so many idempotency keys.
	 * @return the records by their keys
	 */
	Map<String, List<ConsumerRecord<String, byte[]>>> await(int events) {
		long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
		while (byKey().size() < events) {
			if (System.nanoTime() > giveUpAt) {
				throw new AssertionError("Only " + byKey().size() + " of " + events + " events came");
			}
			read(Duration.ofMillis(100));
		}
		// What was written before what was just read is read, too.
		read(Duration.ofMillis(200));
		return byKey();
	}

	/**
	 * Without a group, which would take a broker that just started a while to form.
	 */
	private void read(Duration wait) {
		if (this.consumer.assignment().isEmpty()) {
			this.consumer.assign(this.consumer.partitionsFor(this.name)
				.stream()
				.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
				.toList());
		}
		if (!this.consumer.assignment().isEmpty()) {
			this.consumer.poll(wait).forEach(this.records::add);
		}
	}

	private Map<String, List<ConsumerRecord<String, byte[]>>> byKey() {
		Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new LinkedHashMap<>();
		this.records
			.forEach((record) -> byKey.computeIfAbsent(idempotencyKey(record), (key) -> new ArrayList<>()).add(record));
		return byKey;
	}

	static String idempotencyKey(ConsumerRecord<String, byte[]> record) {
		return new String(record.headers().lastHeader("Idempotency-Key").value(), StandardCharsets.UTF_8);
	}

	static String body(ConsumerRecord<String, byte[]> record) {
		return new String(record.value(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.consumer.close();
	}

}
