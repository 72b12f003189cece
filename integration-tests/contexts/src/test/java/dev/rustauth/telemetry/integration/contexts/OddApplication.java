package dev.rustauth.telemetry.integration.contexts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application with everything that the class path brings.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OddApplication {

	static String[] arguments(String endpoint, String... more) {
		String[] all = new String[more.length + 6];
		all[0] = "--server.port=0";
		all[1] = "--rustauth.telemetry.enabled=true";
		all[2] = "--rustauth.telemetry.skip-test-check=true";
		all[3] = "--rustauth.telemetry.endpoint=" + endpoint;
		all[4] = "--rustauth.telemetry.delivery.shutdown-timeout=20s";
		all[5] = "--spring.main.banner-mode=off";
		System.arraycopy(more, 0, all, 6, more.length);
		return all;
	}

	/**
	 * For a JVM of its own.
	 */
	static final class Main {

		private Main() {
		}

		public static void main(String[] args) {
			SpringApplication.run(OddApplication.class, args);
		}

	}

}
