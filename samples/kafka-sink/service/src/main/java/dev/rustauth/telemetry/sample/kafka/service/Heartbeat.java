package dev.rustauth.telemetry.sample.kafka.service;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * Publishes an event now and then, so that there is something to see.
 */
@Component
class Heartbeat {

	private final TelemetryPublisher telemetry;

	private final AtomicLong beats = new AtomicLong();

	Heartbeat(TelemetryPublisher telemetry) {
		this.telemetry = telemetry;
	}

	@Scheduled(fixedRateString = "${service.heartbeat}", initialDelayString = "${service.heartbeat}",
			timeUnit = TimeUnit.SECONDS)
	void beat() {
		this.telemetry.publish("heartbeat", Map.of("number", this.beats.incrementAndGet()));
	}

}
