package dev.rustauth.telemetry.sample.collector.operations;

import java.time.Clock;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * Forgets what is older than {@code collector.retention.events}, and dead letters beyond
 * their number: a minute after the start, and every hour. A run that fails is logged by
 * the scheduler, and the next one makes up for it.
 */
@Component
class Retention {

	private static final Log logger = LogFactory.getLog(Retention.class);

	private final Erasure data;

	private final CollectorProperties.Retention retention;

	private final Clock clock;

	Retention(Erasure data, CollectorProperties properties, Clock clock) {
		this.data = data;
		this.retention = properties.retention();
		this.clock = clock;
	}

	@Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
	void run() {
		Duration age = this.retention.events();
		if (!age.isZero()) {
			Erasure.Removed removed = this.data.deleteBefore(this.clock.instant().minus(age));
			if (!removed.isNothing()) {
				logger.info("Removed %d events, %d dead letters and %d deployments older than %s"
					.formatted(removed.events(), removed.deadLetters(), removed.deployments(), age));
			}
		}
		int deadLetters = this.data.deleteDeadLettersBut(this.retention.deadLetters());
		if (deadLetters > 0) {
			logger.info("Removed %d dead letters beyond the latest %d".formatted(deadLetters,
					this.retention.deadLetters()));
		}
	}

}
