package dev.rustauth.telemetry.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;

/**
 * Publishes before, while and after no file or socket can be opened.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class DescriptorsApplication {

	static final String READY = "descriptors-ready";

	static final String EXHAUSTED = "descriptors-exhausted: ";

	static final String BOOKS = "descriptors-books: ";

	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(DescriptorsApplication.class, args);
		TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
		DeliveryEngine engine = (DeliveryEngine) context.getBean(DeliveryControl.class).engine();
		// Classes that aren't in a jar can't be loaded once no file can be opened: a
		// failure and a success have to come first.
		await(() -> engine.statistics().ledger().total().delivered() == 1);
		Talk.say(READY);
		Talk.waitForParent();
		long enough = engine.statistics().retries() + 5;
		Deque<FileInputStream> taken = new ArrayDeque<>();
		int published = 0;
		// The connection of the first event may still be open. Its descriptor is enough
		// to deliver others with, one after the other, until it is taken as well.
		do {
			takeAll(taken);
			publish(publisher, 1);
			published++;
			LockSupport.parkNanos(10_000_000);
		}
		while (engine.statistics().retries() < enough);
		Talk.say(EXHAUSTED + published);
		for (FileInputStream file : taken) {
			file.close();
		}
		publish(publisher, 5);
		Talk.waitForParent();
		context.close();
		Talk.say(BOOKS + engine.statistics().ledger().total());
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			LockSupport.parkNanos(10_000_000);
		}
	}

	private static void publish(TelemetryPublisher publisher, int count) {
		for (int i = 0; i < count; i++) {
			publisher.publish("own", Map.of("number", i));
		}
	}

	private static void takeAll(Deque<FileInputStream> taken) {
		while (true) {
			try {
				taken.add(new FileInputStream("/dev/null"));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

}
