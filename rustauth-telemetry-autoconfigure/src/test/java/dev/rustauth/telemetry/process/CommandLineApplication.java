package dev.rustauth.telemetry.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * A command-line application: publishes {@code events} events from a runner and then ends
 * as {@code ending} says.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CommandLineApplication {

	static final String PUBLISHED = "published: ";

	static final String WAITED = "waited: ";

	/** Have it wait for its parent before it is done. */
	static final String WAIT = "--ending=wait";

	static final String DONE = "application-done";

	/** Exit status of the runner that calls {@code System.exit}. */
	static final int EXIT_STATUS = 4;

	public static void main(String[] args) {
		SpringApplication.run(CommandLineApplication.class, args);
		if (List.of(args).contains(WAIT)) {
			Talk.waitForParent();
		}
		Talk.say(DONE);
	}

	@Bean
	CommandLineRunner publish(TelemetryPublisher publisher, @Value("${events:1}") int events,
			@Value("${ending:return}") String ending) {
		return (arguments) -> {
			for (int i = 1; i <= events; i++) {
				publisher.publish("cli_step", Map.of("number", i));
			}
			Talk.say(PUBLISHED + events);
			switch (ending) {
				case "exit" -> {
					Talk.say(DONE);
					System.exit(EXIT_STATUS);
				}
				case "load" -> publishForever(publisher);
				default -> {
					// Returns, whereupon the JVM has nothing left to do.
				}
			}
		};
	}

	/**
	 * Publishes {@code flood} events once the application is ready, and says how often
	 * the thread had to wait for anything meanwhile.
	 */
	@Bean
	ApplicationListener<ApplicationReadyEvent> flood(TelemetryPublisher publisher, @Value("${flood:0}") int events) {
		return (event) -> {
			if (events > 0) {
				publisher.publish("flood", Map.of("number", 0));
				long before = waits();
				for (int i = 1; i < events; i++) {
					publisher.publish("flood", Map.of("number", i));
				}
				Talk.say(WAITED + (waits() - before));
			}
		};
	}

	private static long waits() {
		ThreadInfo thread = ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
		return thread.getBlockedCount() + thread.getWaitedCount();
	}

	/**
	 * On a thread that keeps the JVM alive, so that only a signal ends it. The
	 * application gets ready.
	 */
	private static void publishForever(TelemetryPublisher publisher) {
		new Thread(() -> {
			for (int i = 1;; i++) {
				publisher.publish("load", Map.of("number", i));
				LockSupport.parkNanos(100_000);
			}
		}, "load").start();
	}

}
