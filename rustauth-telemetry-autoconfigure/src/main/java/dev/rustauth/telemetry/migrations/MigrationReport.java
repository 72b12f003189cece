package dev.rustauth.telemetry.migrations;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetryConfigSource;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.config.FailureKinds;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.delivery.DeliveryControl;

/**
 * Publishes {@code cli_migrate} when the application is ready, or when it closes earlier.
 * Only a close waits for it: until the event is in the queue, at most as long as a flush
 * may take.
 */
class MigrationReport implements ApplicationListener<ApplicationEvent>, SmartLifecycle, AopInfrastructureBean {

	/** Event type of the command line tools of the relatives. */
	static final String TYPE = "cli_migrate";

	private final ConfigurableApplicationContext context;

	private final ObjectProvider<MigrationRuns> runs;

	private final ObjectProvider<TelemetryConfigSource> config;

	private final ObjectProvider<TelemetryPublisher> publisher;

	private @Nullable CompletableFuture<Void> report;

	private volatile boolean running;

	MigrationReport(ConfigurableApplicationContext context, ObjectProvider<MigrationRuns> runs,
			ObjectProvider<TelemetryConfigSource> config, ObjectProvider<TelemetryPublisher> publisher) {
		this.context = context;
		this.runs = runs;
		this.config = config;
		this.publisher = publisher;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (DeliveryControl.isComplete(event, this.context)) {
			report();
		}
	}

	/**
	 * Once: what runs later isn't part of the start.
	 */
	private synchronized CompletableFuture<Void> report() {
		if (this.report == null) {
			this.report = publish();
		}
		return this.report;
	}

	private CompletableFuture<Void> publish() {
		try {
			String outcome = this.runs.getObject().outcome();
			if (outcome != null) {
				return this.config.getObject().config().thenAccept((config) -> publish(outcome, config));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			LogFactory.getLog("dev.rustauth.telemetry").debug("Migrations aren't reported: " + FailureKinds.of(ex));
		}
		return CompletableFuture.completedFuture(null);
	}

	private void publish(String outcome, Map<String, @Nullable Object> config) {
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("outcome", outcome);
		payload.put("config", (config.isEmpty()) ? null : config);
		this.publisher.getObject().publish(TYPE, payload);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		// Called with a callback instead.
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		CompletableFuture<Void> report = report();
		if (report.isDone()) {
			callback.run();
			return;
		}
		Duration limit = RustAuthTelemetryProperties.bind(this.context.getEnvironment())
			.value()
			.getDelivery()
			.getShutdownTimeout();
		Mono.using(() -> Schedulers.newSingle("rustauth-telemetry-report", true),
				(timer) -> Mono.fromFuture(report, true).timeout(limit, Mono.empty(), timer), Scheduler::dispose)
			.subscribe(null, (failure) -> callback.run(), callback);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Before the flush, which is in phase 0.
	 */
	@Override
	public int getPhase() {
		return 1;
	}

}
