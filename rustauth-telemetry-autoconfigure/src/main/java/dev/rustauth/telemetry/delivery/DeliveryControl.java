package dev.rustauth.telemetry.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.decision.DecisionCode;

/**
 * The telemetry of an application context as the starter's beans use it: publisher,
 * config source, meters, endpoint and test support. An interface, so that it works
 * through any proxy.
 * <p>
 * The methods may be called from any thread, don't block and don't throw.
 *
 * @since 0.1.0
 */
@Internal
public interface DeliveryControl {

	/**
	 * Whether events are made and handed to a sink.
	 * @return {@code false} if published events are ignored
	 */
	boolean isOn();

	/**
	 * Which rule decided, what is set where to make it so, and what to do to change it.
	 * @return one line for people, without configured values
	 */
	String explanation();

	/**
	 * The rule that decided at startup. It holds until the application ends.
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
	 * Whether an event says that an application is complete: that it is ready, with all
	 * the contexts below, or that its context was refreshed, where no
	 * {@code SpringApplication} started it, so that nothing else will come.
	 * @param event the event
	 * @param context the context of the application
	 * @return whether it is complete
	 */
	static boolean isComplete(ApplicationEvent event, ConfigurableApplicationContext context) {
		return (event instanceof ApplicationReadyEvent && !isToGrow()) || (event instanceof ContextRefreshedEvent
				&& event.getSource() == context && !isSpringApplication(context));
	}

	/**
	 * Whether {@code SpringApplicationBuilder} is about to start a further context: it
	 * runs a parent, which gets ready as a whole, from within the run of its child. Only
	 * the stack of the thread that delivers the event tells.
	 */
	private static boolean isToGrow() {
		return StackWalker.getInstance().walk((frames) -> {
			List<String> callers = frames.map(StackWalker.StackFrame::getClassName)
				.dropWhile((name) -> !name.equals(SpringApplication.class.getName()))
				.dropWhile((name) -> name.equals(SpringApplication.class.getName()))
				.limit(2)
				.toList();
			return callers.size() == 2 && callers.stream().allMatch(SpringApplicationBuilder.class.getName()::equals);
		});
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
