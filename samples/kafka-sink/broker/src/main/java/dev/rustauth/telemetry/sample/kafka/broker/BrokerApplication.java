package dev.rustauth.telemetry.sample.kafka.broker;

import java.nio.file.Path;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Runs a broker until it is stopped.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BrokerApplication {

	public static void main(String[] args) {
		SpringApplication.run(BrokerApplication.class, args);
	}

	@Bean
	LocalBroker broker(@Value("${broker.port}") int port, @Value("${broker.directory}") Path directory) {
		return LocalBroker.start(port, directory.toAbsolutePath());
	}

}
