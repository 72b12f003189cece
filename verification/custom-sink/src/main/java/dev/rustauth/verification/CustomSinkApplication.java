package dev.rustauth.verification;

import java.util.Map;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.TelemetrySink;

/**
 * An application with a sink of its own, and none of the libraries that only the
 * starter's client needs.
 */
@SpringBootApplication
public class CustomSinkApplication {

	public static void main(String[] args) {
		SpringApplication.run(CustomSinkApplication.class, args);
	}

	@Bean
	TelemetrySink telemetrySink() {
		return TelemetrySink.blocking((event) -> System.out
			.println("sink: " + event.type() + " " + event.payload().keySet()));
	}

	@Bean
	CommandLineRunner work(TelemetryPublisher telemetry) {
		return (arguments) -> telemetry.publish("asked", Map.of("by", "custom-sink"));
	}

}
