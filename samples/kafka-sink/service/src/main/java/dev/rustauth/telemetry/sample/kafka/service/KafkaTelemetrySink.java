package dev.rustauth.telemetry.sample.kafka.service;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.http.EventEncoder;

/**
 * Writes each event to a topic: the body that the starter would post, under the anonymous
 * id, with the idempotency key as a header. Events of one deployment are in one
 * partition.
 * <p>
 * The starter subscribes on a thread that it keeps for sinks of the application. Only
 * that thread ever waits here: the producer blocks it while it doesn't know the topic yet
 * (at most {@code max.block.ms}). The broker's answer comes on the producer's thread.
 * Failures worth another attempt say so, and the starter makes it.
 */
final class KafkaTelemetrySink implements TelemetrySink, DisposableBean {

	/** As the HTTP header of the same name. */
	static final String IDEMPOTENCY_HEADER = "Idempotency-Key";

	/** What was not acknowledged by then has been counted already. */
	private static final int SECONDS_TO_CLOSE = 1;

	private final String topic;

	private final EventEncoder encoder;

	private final DefaultKafkaProducerFactory<String, byte[]> producers;

	private final KafkaTemplate<String, byte[]> template;

	KafkaTelemetrySink(String topic, int maxEventSize, DefaultKafkaProducerFactory<String, byte[]> producers) {
		this.topic = topic;
		this.encoder = new EventEncoder(maxEventSize);
		this.producers = producers;
		this.producers.setPhysicalCloseTimeout(SECONDS_TO_CLOSE);
		this.template = new KafkaTemplate<>(producers);
		// The default one logs keys and bodies. The starter logs failures by itself.
		this.template.setProducerListener(new ProducerListener<>() {
		});
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.deferContextual((context) -> send(record(event, context.get(IDEMPOTENCY_KEY))));
	}

	private ProducerRecord<String, byte[]> record(TelemetryEvent event, String idempotencyKey) {
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(this.topic, event.anonymousId(),
				this.encoder.encode(event));
		record.headers().add(IDEMPOTENCY_HEADER, idempotencyKey.getBytes(StandardCharsets.UTF_8));
		return record;
	}

	private Mono<Void> send(ProducerRecord<String, byte[]> record) {
		try {
			return Mono.fromFuture(this.template.send(record)).onErrorMap(KafkaFailures::notAcknowledged).then();
		}
		catch (RuntimeException ex) {
			return Mono.error(KafkaFailures.notSent(ex));
		}
	}

	/**
	 * After the starter's flush, which happens while beans still work.
	 */
	@Override
	public void destroy() {
		this.producers.destroy();
	}

}
