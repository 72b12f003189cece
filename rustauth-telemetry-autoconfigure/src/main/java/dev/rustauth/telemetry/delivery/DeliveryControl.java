package dev.rustauth.telemetry.delivery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.decision.DecisionCode;

/**
 * What the beans of the starter ask of an application context's telemetry: publisher,
 * config source, meters, endpoint and test support. They get it by this interface, so
 * that it works through any proxy.
 * <p>
 * The methods may be called from any thread, don't block and don't throw.
 *
 * @since 0.1.0
 */
public interface DeliveryControl {

	/**
	 * Whether events are made and handed to a sink.
	 * @return {@code false} if whatever is published vanishes
	 */
	boolean isOn();

	/**
	 * Which rule decided, what is set where to make it so, and what to do to change it.
	 * @return one line for people, without configured values
	 */
	String explanation();

	/**
	 * Which rule decided at the start, which holds until the application ends.
	 * @return the code, {@code null} if the start of telemetry failed
	 */
	@Nullable DecisionCode startedAs();

	/**
	 * Whether a test framework called the start, as far as that had to be found out.
	 * @return {@code false} if it didn't
	 */
	boolean startedByTest();

	/**
	 * What takes the events: a {@link DeliveryEngine}. Declared by its interface, because
	 * Spring reads the methods of every bean, which loads the types they name.
	 * @return {@code null} while telemetry is off
	 */
	@Nullable TelemetryPublisher engine();

	/**
	 * The config snapshot of {@code init}.
	 * @return completes with it, with an empty map while telemetry is off; never fails
	 */
	CompletableFuture<Map<String, @Nullable Object>> config();

	/**
	 * Whether an event says that an application is complete: that it is ready, or that
	 * its context was refreshed, where no {@code SpringApplication} started it, so that
	 * nothing else will come.
	 * @param event the event
	 * @param context the context of the application; events of contexts below it don't
	 * count
	 * @return whether it is complete
	 */
	static boolean isComplete(ApplicationEvent event, ConfigurableApplicationContext context) {
		return event.getSource() == context && event instanceof ContextRefreshedEvent && !isSpringApplication(context)
				|| event instanceof ApplicationReadyEvent ready && ready.getApplicationContext() == context;
	}

	/**
	 * Whether a context was started by {@code SpringApplication}, which leaves the
	 * arguments in it.
	 * @param context the context
	 * @return whether it will get ready
	 */
	static boolean isSpringApplication(ConfigurableApplicationContext context) {
		return context.getBeanFactory().containsLocalBean("springApplicationArguments");
	}

}
