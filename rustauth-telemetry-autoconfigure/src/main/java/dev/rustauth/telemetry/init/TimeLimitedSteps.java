package dev.rustauth.telemetry.init;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs one part of the {@code init} event so that it can't harm the others: on the
 * executor's thread, within a time limit, with every failure swallowed and named in the
 * log at DEBUG.
 */
final class TimeLimitedSteps {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	static final String OPTIONS = "options";

	static final String CUSTOMIZERS = "customizers";

	/** How long a detector may take. */
	static final Duration LIMIT = Duration.ofSeconds(1);

	/** How long a part may take without which the event is untrue, or isn't sent. */
	static final Duration ESSENTIAL_LIMIT = Duration.ofSeconds(10);

	private final Scheduler executor;

	private final Scheduler timer;

	private final BooleanSupplier open;

	TimeLimitedSteps(ExecutorService executor, Scheduler timer, BooleanSupplier open) {
		this.executor = Schedulers.fromExecutorService(executor);
		this.timer = timer;
		this.open = open;
	}

	/**
	 * A part whose failure affects only its own field.
	 */
	Mono<Void> run(String part, Runnable task) {
		return run(part, task, LIMIT);
	}

	/**
	 * A part whose failure affects more: on a busy machine, late is better than wrong.
	 */
	Mono<Void> runEssential(String part, Runnable task) {
		return run(part, task, ESSENTIAL_LIMIT);
	}

	private Mono<Void> run(String part, Runnable task, Duration limit) {
		return Mono.<Void>fromRunnable(() -> runCatching(part, task))
			.subscribeOn(this.executor)
			.timeout(limit, this.timer)
			.onErrorResume((failure) -> {
				log(part, failure);
				return Mono.empty();
			});
	}

	/**
	 * Linkage errors are caught here, because Reactor lets them through to the thread.
	 */
	private void runCatching(String part, Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			log(part, ex);
		}
	}

	/**
	 * A failure of the application's own part is worth a WARN, one of a detector isn't.
	 * Nor is what fails because the application is closed.
	 */
	private void log(String part, Throwable failure) {
		String text = "No '" + part + "' in the telemetry event 'init': " + failure.getClass().getName();
		if (!this.open.getAsBoolean()) {
			logger.debug(text + " after the close");
		}
		else if (part.equals(OPTIONS)) {
			logger.warn(text + " from the RustAuthOptions or a RustAuthOptionsCustomizer");
		}
		else if (part.equals(CUSTOMIZERS)) {
			logger.warn("The telemetry event 'init' is not sent: " + failure.getClass().getName()
					+ " from an InitPayloadCustomizer");
		}
		else {
			logger.debug(text);
		}
	}

}
