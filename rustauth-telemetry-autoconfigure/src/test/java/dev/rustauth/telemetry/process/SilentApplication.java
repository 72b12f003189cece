package dev.rustauth.telemetry.process;

import java.lang.management.ManagementFactory;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * An application that publishes an event, if the starter is there, and then holds still
 * while it is looked at: once open, once closed.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SilentApplication {

	static final String OPEN = "application-open, threads started: ";

	static final String CLOSED = "application-closed, threads started: ";

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(SilentApplication.class, args);
		if (context.containsBean("rustAuthTelemetryPublisher")) {
			Event.publish(context);
		}
		Talk.say(OPEN + threadsStarted());
		Talk.waitForParent();
		context.close();
		Talk.say(CLOSED + threadsStarted());
		Talk.waitForParent();
	}

	private static long threadsStarted() {
		return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
	}

	/**
	 * A class of its own: without the starter it can't be loaded.
	 */
	private static final class Event {

		static void publish(ConfigurableApplicationContext context) {
			context.getBean(TelemetryPublisher.class).publish("own", Map.of("answer", 42));
		}

	}

}
