package dev.rustauth.telemetry.sample.kafka.forwarder;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.stereotype.Component;

/**
 * One WARN when the collector goes, one INFO when it is back.
 */
@Component
final class FailureLog {

	private static final Log logger = LogFactory.getLog(FailureLog.class);

	private final AtomicBoolean failing = new AtomicBoolean();

	void failed(CollectorUnavailableException failure) {
		if (this.failing.compareAndSet(false, true)) {
			logger.warn("The collector takes no events: " + failure.getMessage()
					+ ". They wait in the topic. Check forwarder.collector and forwarder.token");
		}
		else {
			logger.debug("The collector still takes no events: " + failure.getMessage());
		}
	}

	void succeeded() {
		if (this.failing.compareAndSet(true, false)) {
			logger.info("The collector takes events again");
		}
	}

	void refused(String topic, int partition, long offset, String why) {
		logger.warn("The event at " + topic + "-" + partition + "@" + offset + " goes to the dead letters: " + why);
	}

}
