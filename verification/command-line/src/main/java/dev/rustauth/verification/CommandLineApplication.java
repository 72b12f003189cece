package dev.rustauth.verification;

import java.util.Map;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * An application that does its work and ends.
 */
@SpringBootApplication
public class CommandLineApplication {

	public static void main(String[] args) {
		SpringApplication.run(CommandLineApplication.class, args);
	}

	@Bean
	CommandLineRunner work(TelemetryPublisher telemetry) {
		return (arguments) -> telemetry.publish("asked", Map.of("by", "command-line"));
	}

}
