package dev.rustauth.verification;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * A web application on servlets that publishes an event when asked to.
 */
@SpringBootApplication
@RestController
public class ServletApplication {

	private final TelemetryPublisher telemetry;

	ServletApplication(TelemetryPublisher telemetry) {
		this.telemetry = telemetry;
	}

	public static void main(String[] args) {
		SpringApplication.run(ServletApplication.class, args);
	}

	/**
	 * Publish, and say what kind of thread answers.
	 */
	@GetMapping("/publish")
	Map<String, Object> publish() {
		this.telemetry.publish("asked", Map.of("by", "servlet"));
		return Map.of("thread", Thread.currentThread().toString());
	}

}
