package dev.rustauth.telemetry.integration.contexts;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

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

	public static void main(String[] args) {
		SpringApplication.run(OddApplication.class, args);
	}

	/**
	 * Write a line to the standard output.
	 */
	static void say(String line) {
		try (PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out) {

			@Override
			public void close() {
				// The descriptor stays open.
			}

		}, true, StandardCharsets.UTF_8)) {
			out.println(line);
		}
	}

}
