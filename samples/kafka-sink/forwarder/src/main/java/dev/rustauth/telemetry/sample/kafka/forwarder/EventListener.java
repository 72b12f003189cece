package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Posts each record to the collector. Returning commits its offset; what happens after an
 * exception is up to {@link RetryConfiguration}.
 */
@Component
final class EventListener {

	/** What may stand in an HTTP header: anybody may write to the topic. */
	private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

	private final Collector collector;

	private final FailureLog failureLog;

	EventListener(Collector collector, FailureLog failureLog) {
		this.collector = collector;
		this.failureLog = failureLog;
	}

	@KafkaListener(id = "forwarder", idIsGroup = false, topics = "${forwarder.topic}")
	void forward(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
		if (record.value() == null) {
			throw new RefusedEventException("The record has no body");
		}
		try {
			this.collector.post(record.value(), idempotencyKey(record));
		}
		catch (CollectorUnavailableException ex) {
			this.failureLog.failed(ex);
			throw ex;
		}
		this.failureLog.succeeded();
	}

	/**
	 * The sink's key, or else the place of the record, which is as unique.
	 */
	private static String idempotencyKey(ConsumerRecord<?, ?> record) {
		Header header = record.headers().lastHeader("Idempotency-Key");
		String key = (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8)
				: "";
		return (KEY.matcher(key).matches()) ? key : record.topic() + "-" + record.partition() + "-" + record.offset();
	}

}
