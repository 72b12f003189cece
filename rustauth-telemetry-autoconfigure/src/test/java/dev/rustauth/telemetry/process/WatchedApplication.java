package dev.rustauth.telemetry.process;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.http.TelemetryWebClientCustomizer;

/**
 * An application in which no thread of the starter may block: each blocking call is
 * reported, with where it came from.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WatchedApplication {

	/** Begins the report of a blocking call. */
	static final String BLOCKED = "blocking-call: ";

	static final int EVENTS = 100;

	private static final String TIMERS = "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";

	private static final int FRAMES = 200;

	private static final Set<String> reported = ConcurrentHashMap.newKeySet();

	public static void main(String[] args) {
		BlockHound.builder()
			.nonBlockingThreadPredicate((known) -> known.or(WatchedApplication::isWatched))
			.blockingMethodCallback(WatchedApplication::report)
			// Waiting for something to do isn't blocking.
			.allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "getTask")
			// Setting and stopping a timer takes a lock that others hold for a moment.
			.allowBlockingCallsInside(TIMERS, "offer")
			.allowBlockingCallsInside(TIMERS, "remove")
			// How the application logs is its own business.
			.allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
			.install();
		ConfigurableApplicationContext context = SpringApplication.run(WatchedApplication.class, args);
		TelemetryPublisher publisher = context.getBean(TelemetryPublisher.class);
		for (int i = 1; i <= EVENTS; i++) {
			publisher.publish("own", Map.of("number", i));
		}
		Talk.say(SilentApplication.OPEN);
		Talk.waitForParent();
		context.close();
		reported.forEach((call) -> Talk.say(BLOCKED + call));
		Talk.say(SilentApplication.CLOSED);
	}

	/**
	 * A sink that may block has a thread of its own, and so has {@code init}, whose
	 * detectors read files.
	 */
	private static boolean isWatched(Thread thread) {
		String name = thread.getName();
		return name.startsWith("rustauth-telemetry") && !name.startsWith("rustauth-telemetry-init")
				&& !name.startsWith("rustauth-telemetry-sink");
	}

	/**
	 * Called instead of the method that blocks, on the thread it would block: so nothing
	 * is printed here.
	 */
	private static void report(BlockingMethod method) {
		reported.add(Thread.currentThread().getName() + " " + method + " < " + Arrays
			.stream(Thread.currentThread().getStackTrace())
			.map((frame) -> frame.getClassName() + "." + frame.getMethodName())
			.filter((frame) -> !frame.startsWith("reactor.blockhound") && !frame.contains(".WatchedApplication.report")
					&& !frame.equals("java.lang.Thread.getStackTrace"))
			.limit(FRAMES)
			.collect(Collectors.joining(" < ")));
	}

	/**
	 * Blocks where nobody may, if asked to: before a request and after its answer.
	 */
	@Bean
	TelemetryWebClientCustomizer customizer(Environment environment) {
		boolean block = environment.getProperty("seeded-block", Boolean.class, false);
		return (builder) -> builder.filter((request, next) -> {
			if (block) {
				sleep();
			}
			return next.exchange(request).doOnNext((response) -> {
				if (block) {
					sleep();
				}
			});
		});
	}

	private static void sleep() {
		try {
			Thread.sleep(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
