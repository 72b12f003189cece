package dev.rustauth.verification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import dev.rustauth.telemetry.TelemetrySink;

/**
 * A web application with a login by GitHub, with Actuator, and with every other library
 * that the starter makes use of where it is there.
 */
@SpringBootApplication
public class OAuth2ClientApplication {

	public static void main(String[] args) {
		SpringApplication.run(OAuth2ClientApplication.class, args);
	}

	@Bean
	@ConditionalOnProperty("own-sink")
	TelemetrySink telemetrySink() {
		return TelemetrySink
			.blocking((event) -> System.out.println("sink: " + event.type() + " " + event.payload().keySet()));
	}

}
