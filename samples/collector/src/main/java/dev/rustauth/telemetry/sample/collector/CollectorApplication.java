package dev.rustauth.telemetry.sample.collector;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.rustauth.telemetry.sample.collector.rules.RuleProperties;

/**
 * Starts the collector. The starter's own auto-configuration stays out: a collector that
 * inherits {@code RUSTAUTH_TELEMETRY} from a shell should not report itself to itself.
 */
@SpringBootApplication(proxyBeanMethods = false,
		excludeName = { "dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration",
				"dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryEndpointAutoConfiguration",
				"dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryMetricsAutoConfiguration" })
@EnableConfigurationProperties({ CollectorProperties.class, RuleProperties.class })
@EnableScheduling
public class CollectorApplication {

	public static void main(String[] args) {
		SpringApplication.run(CollectorApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
