package dev.rustauth.telemetry.sample.collector.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.store.GroupCommit;

/**
 * Whether events that come in now are likely to be stored. Asks the thread that writes
 * rather than the database, so that the answer never waits.
 */
@Component
class WriterHealthIndicator implements HealthIndicator {

	private final GroupCommit writer;

	WriterHealthIndicator(GroupCommit writer, MeterRegistry meters) {
		this.writer = writer;
		Gauge.builder("collector.waiting", writer, GroupCommit::waiting)
			.description("Events received and not yet committed")
			.register(meters);
	}

	@Override
	public Health health() {
		String problem = this.writer.problem();
		Health.Builder health = (problem != null) ? Health.down().withDetail("problem", problem) : Health.up();
		return health.withDetail("waiting", this.writer.waiting()).build();
	}

}
