package dev.rustauth.telemetry.sample.kafka.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the service. That its telemetry goes to Kafka is a matter of
 * {@link KafkaSinkConfiguration} alone.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
public class ServiceApplication {

	public static void main(String[] args) {
		SpringApplication.run(ServiceApplication.class, args);
	}

}
