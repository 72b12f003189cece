package dev.rustauth.telemetry.sample.collector.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.store.GroupCommit;

/**
 * Whether the thread that writes is alive, and how much waits for it.
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
		Health.Builder health = (this.writer.isAlive()) ? Health.up() : Health.down();
		return health.withDetail("waiting", this.writer.waiting()).build();
	}

}
