package dev.rustauth.telemetry.process;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.http.TelemetryWebClientCustomizer;
import dev.rustauth.telemetry.init.InitPayloadCustomizer;

/**
 * Ends the JVM on a thread of the starter, in the code that {@code exit-in} names. Runs
 * until then.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ExitingApplication {

	static final String EXITING = "application-exiting";

	static final int EXIT_STATUS = 5;

	public static void main(String[] args) {
		SpringApplication.run(ExitingApplication.class, args);
		Talk.waitForParent();
	}

	@Bean
	@ConditionalOnProperty(name = "exit-in", havingValue = "init")
	InitPayloadCustomizer init() {
		return (payload) -> exit();
	}

	@Bean
	@ConditionalOnProperty(name = "exit-in", havingValue = "client")
	TelemetryWebClientCustomizer client() {
		return (builder) -> exit();
	}

	@Bean
	@ConditionalOnProperty(name = "exit-in", havingValue = "sink")
	TelemetrySink sink() {
		return TelemetrySink.blocking((event) -> exit());
	}

	private static void exit() {
		Talk.say(EXITING);
		System.exit(EXIT_STATUS);
	}

}
