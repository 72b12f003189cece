package dev.rustauth.telemetry.sample.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the application. Nothing here is about telemetry: the starter on the class path
 * and {@code application.yml} are enough.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class QuickstartApplication {

	public static void main(String[] args) {
		SpringApplication.run(QuickstartApplication.class, args);
	}

}
