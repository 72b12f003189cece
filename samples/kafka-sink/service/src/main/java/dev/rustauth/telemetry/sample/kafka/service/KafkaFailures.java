package dev.rustauth.telemetry.sample.kafka.service;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * What the starter is to make of a failure of Kafka's. Left to itself it would take each
 * for final, because none of them is an {@code IOException}.
 */
final class KafkaFailures {

	private KafkaFailures() {
	}

	/**
	 * The producer refused the record, so it isn't on its way. Without a broker it is the
	 * topic that stays unknown, or the broker's name.
	 */
	static DeliveryFailure notSent(Throwable failure) {
		Throwable cause = causeOf(failure, RetriableException.class);
		if (cause == null) {
			cause = causeOf(failure, ConfigException.class);
		}
		return (cause != null)
				? DeliveryFailure.transientFailure("the broker can't be reached (" + nameOf(cause) + ")", null)
				: permanent(failure);
	}

	/**
	 * The record was accepted by the producer, but the broker didn't acknowledge it: it
	 * may be in the topic all the same.
	 */
	static DeliveryFailure notAcknowledged(Throwable failure) {
		Throwable cause = causeOf(failure, RetriableException.class);
		return (cause != null) ? DeliveryFailure.unanswered("the broker didn't acknowledge it (" + nameOf(cause) + ")")
				: permanent(failure);
	}

	private static DeliveryFailure permanent(Throwable failure) {
		if (causeOf(failure, RecordTooLargeException.class) != null) {
			return DeliveryFailure.permanent(DropReason.TOO_LARGE, "it is larger than Kafka accepts");
		}
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return DeliveryFailure.permanent(DropReason.SINK_ERROR, "Kafka refused it (" + nameOf(root) + ")");
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
	 * The class only: nobody vouches for the message.
	 */
	private static String nameOf(Throwable failure) {
		return failure.getClass().getSimpleName();
	}

}
