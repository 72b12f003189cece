package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BackOffHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultBackOffHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens to an event that wasn't taken: refused ones go to a topic of their own,
 * all others are tried again until they are taken. The events behind it wait, and no
 * offset is committed before.
 */
@Configuration(proxyBeanMethods = false)
class RetryConfiguration {

	/** The producer chooses. */
	private static final int ANY_PARTITION = -1;

	@Bean
	DefaultErrorHandler errorHandler(ForwarderProperties properties, KafkaTemplate<?, ?> template,
			FailureLog failureLog) {
		DeadLetterPublishingRecoverer deadLetters = new DeadLetterPublishingRecoverer(template, (record, failure) -> {
			failureLog.refused(record.topic(), record.partition(), record.offset(), reason(failure));
			return new TopicPartition(properties.deadLetterTopic(), ANY_PARTITION);
		});
		deadLetters.excludeHeader(HeadersToAdd.EX_STACKTRACE);
		DefaultErrorHandler handler = new DefaultErrorHandler(deadLetters, forEver(properties),
				new RetryAfterHandler(properties.longestWait()));
		handler.setClassifications(Map.of(RefusedEventException.class, false), true);
		// FailureLog says it once, and without a stack trace.
		handler.setLogLevel(KafkaException.Level.DEBUG);
		return handler;
	}

	private static ExponentialBackOff forEver(ForwarderProperties properties) {
		ExponentialBackOff backOff = new ExponentialBackOff(properties.firstWait().toMillis(), 2);
		backOff.setMaxInterval(properties.longestWait().toMillis());
		return backOff;
	}

	private static String reason(Exception failure) {
		Throwable cause = causeOf(failure, RefusedEventException.class);
		return (cause != null && cause.getMessage() != null) ? cause.getMessage() : failure.getClass().getName();
	}

	private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

	/**
	 * Waits as long as the collector asks for, where that is longer than the backoff.
	 */
	private static final class RetryAfterHandler implements BackOffHandler {

		private final BackOffHandler waiting = new DefaultBackOffHandler();

		private final Duration longest;

		private RetryAfterHandler(Duration longest) {
			this.longest = longest;
		}

		@Override
		public void onNextBackOff(@Nullable MessageListenerContainer container, Exception failure, long backOff) {
			CollectorUnavailableException unavailable = causeOf(failure, CollectorUnavailableException.class);
			Duration asked = (unavailable != null) ? unavailable.retryAfter() : null;
			long wait = (asked != null) ? Math.max(backOff, asked.toMillis()) : backOff;
			this.waiting.onNextBackOff(container, failure, Math.min(wait, this.longest.toMillis()));
		}

	}

}
