package dev.rustauth.verification;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * A reactive web application with Actuator that publishes an event when asked to.
 */
@SpringBootApplication
@RestController
public class ReactiveApplication {

	private final TelemetryPublisher telemetry;

	ReactiveApplication(TelemetryPublisher telemetry) {
		this.telemetry = telemetry;
	}

	public static void main(String[] args) {
		SpringApplication.run(ReactiveApplication.class, args);
	}

	/**
	 * Publish, and say what kind of thread answers.
	 */
	@GetMapping("/publish")
	Mono<Map<String, Object>> publish() {
		this.telemetry.publish("asked", Map.of("by", "reactive"));
		return Mono.fromSupplier(() -> Map.of("thread", Thread.currentThread().toString()));
	}

}
