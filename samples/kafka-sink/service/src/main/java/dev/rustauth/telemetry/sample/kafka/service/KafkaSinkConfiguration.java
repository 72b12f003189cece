package dev.rustauth.telemetry.sample.kafka.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Replaces the starter's HTTP sink: a bean of type {@code TelemetrySink} is all it takes.
 * <p>
 * The connection is the application's ({@code spring.kafka.*}), the producer is the
 * sink's own, because its guarantees must not depend on what the application sets for its
 * own topics. Nothing connects before the first event.
 */
@Configuration(proxyBeanMethods = false)
class KafkaSinkConfiguration {

	@Bean
	KafkaTelemetrySink telemetrySink(DefaultKafkaProducerFactory<?, ?> application,
			@Value("${service.telemetry-topic}") String topic,
			@Value("${rustauth.telemetry.http.request-timeout:10s}") Duration attempt,
			@Value("${rustauth.telemetry.delivery.max-event-size:64KB}") DataSize maxEventSize) {
		return new KafkaTelemetrySink(topic, (int) maxEventSize.toBytes(), producers(application, attempt));
	}

	@SuppressWarnings("unchecked")
	private static DefaultKafkaProducerFactory<String, byte[]> producers(DefaultKafkaProducerFactory<?, ?> application,
			Duration attempt) {
		ProducerFactory<?, ?> producers = application.copyWithConfigurationOverride(settings(attempt));
		return (DefaultKafkaProducerFactory<String, byte[]>) producers;
	}

	/**
	 * What the sink promises. The time limits add up to less than an attempt has: else
	 * the starter would give an attempt up and make another while the first record still
	 * waits in the producer, and both would be written.
	 */
	static Map<String, Object> settings(Duration attempt) {
		long millis = attempt.toMillis();
		Map<String, Object> settings = new HashMap<>();
		settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
		settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.ACKS_CONFIG, "all");
		settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
		settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 5);
		settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (millis * 3 / 10));
		settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) (millis * 7 / 10));
		return settings;
	}

}
