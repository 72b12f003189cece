package dev.rustauth.telemetry.sample.kafka.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaFailuresTests {

	@Test
	void failureThatMayPassShouldBeTriedAgainAndSayWhetherTheRecordWasSent() {
		TimeoutException timeout = new TimeoutException("secret");
		assertSame(KafkaFailures.notSent(new KafkaException("Send failed", timeout)),
				DeliveryFailure.transientFailure("the broker can't be reached (TimeoutException)", null));
		assertSame(KafkaFailures.notSent(new KafkaException("Failed to construct", new ConfigException("secret"))),
				DeliveryFailure.transientFailure("the broker can't be reached (ConfigException)", null));
		assertSame(KafkaFailures.notAcknowledged(new KafkaException("Failed to send", timeout)),
				DeliveryFailure.unanswered("the broker didn't acknowledge it (TimeoutException)"));
	}

	@Test
	void failureThatStaysShouldCostTheEvent() {
		KafkaException denied = new KafkaException("x", new TopicAuthorizationException("secret"));
		DeliveryFailure refused = DeliveryFailure.permanent(DropReason.SINK_ERROR,
				"Kafka refused it (TopicAuthorizationException)");
		assertSame(KafkaFailures.notSent(denied), refused);
		assertSame(KafkaFailures.notAcknowledged(denied), refused);
		KafkaException large = new KafkaException("x", new RecordTooLargeException("secret"));
		DeliveryFailure tooLarge = DeliveryFailure.permanent(DropReason.TOO_LARGE, "it is larger than Kafka accepts");
		assertSame(KafkaFailures.notSent(large), tooLarge);
		assertSame(KafkaFailures.notAcknowledged(large), tooLarge);
	}

	@ParameterizedTest
	@ValueSource(strings = { "10ms", "1s", "10s", "10m" })
	void limitsShouldBeAcceptedByKafkaAndFitIntoAnAttempt(String text) {
		Duration attempt = DurationStyle.detectAndParse(text);
		Map<String, Object> settings = new HashMap<>(KafkaSinkConfiguration.settings(attempt));
		settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
		ProducerConfig config = new ProducerConfig(settings);
		long block = config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG);
		int delivery = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
		assertThat(Duration.ofMillis(block + delivery)).isLessThan(attempt);
		assertThat(delivery).isGreaterThan(config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
		assertThat(config.getClass(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)).isEqualTo(ByteArraySerializer.class);
	}

	private static void assertSame(DeliveryFailure actual, DeliveryFailure expected) {
		assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
	}

}
