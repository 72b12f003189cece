package dev.rustauth.telemetry.autoconfigure;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.BeanCandidates;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.decision.TelemetryDecision;
import dev.rustauth.telemetry.delivery.BatchTelemetrySink;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliverySettings;
import dev.rustauth.telemetry.delivery.Destination;
import dev.rustauth.telemetry.delivery.MonotonicScheduler;
import dev.rustauth.telemetry.delivery.RetryPolicy;
import dev.rustauth.telemetry.http.DebugTelemetrySink;
import dev.rustauth.telemetry.secrets.SecretGuardBatchSink;
import dev.rustauth.telemetry.secrets.SecretGuardTelemetrySink;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * Creates the engine once telemetry is known to be on. A separate class, so that nothing
 * of the engine is loaded while telemetry is off.
 */
final class TelemetryEngineFactory {

	/**
	 * Maximum size of an event for an application's sink, which has no limit of its own:
	 * what can be searched for secrets.
	 */
	private static final int LARGEST_SEARCHED = 16 * 1024 * 1024;

	private final ConfigurableApplicationContext context;

	private final ContextHierarchy contexts;

	private final ConfigurableListableBeanFactory beanFactory;

	private final RustAuthTelemetryProperties properties;

	TelemetryEngineFactory(ConfigurableApplicationContext context, ContextHierarchy contexts,
			RustAuthTelemetryProperties properties) {
		this.context = context;
		this.contexts = contexts;
		this.beanFactory = context.getBeanFactory();
		this.properties = properties;
	}

	RunningTelemetry telemetry(Destination destination) {
		DeliveryEngine engine = new DeliveryEngine(settings(), destination,
				() -> ThreadLocalRandom.current().nextDouble());
		return new RunningTelemetry(engine, destination.description(), this.contexts,
				(timer) -> parts().toSend().create(timer), (timer) -> parts().preview().create(timer));
	}

	/**
	 * Only when {@code init} is created: then all contexts exist.
	 */
	private InitPartSources parts() {
		return new InitPartSources(this.contexts, this.properties);
	}

	private DeliverySettings settings() {
		RustAuthTelemetryProperties.Delivery delivery = this.properties.getDelivery();
		RustAuthTelemetryProperties.Batch batch = delivery.getBatch();
		RustAuthTelemetryProperties.Retry retry = delivery.getRetry();
		return new DeliverySettings(delivery.getQueueCapacity(), delivery.getConcurrency(),
				new DeliverySettings.Batch(batch.getMaxEvents(), batch.getMaxWait()),
				this.properties.getHttp().getRequestTimeout(), new RetryPolicy(retry.getMaxAttempts(),
						retry.getInitialBackoff(), retry.getMaxBackoff(), retry.getDeadline()),
				delivery.getShutdownTimeout());
	}

	Destination destination(TelemetryDecision decision) {
		if (decision.code() == DecisionCode.ON_CUSTOM_SINK) {
			return new Destination(DecisionReport.CUSTOM_SINK, "Check that bean", TelemetryEngineFactory::plainThread,
					(thread) -> guarded(() -> customSink(decision.debug()), LARGEST_SEARCHED, true), true);
		}
		CollectorUrl endpoint = decision.endpoint();
		if (endpoint == null) {
			return new Destination(DecisionReport.DEBUG_LOG, "Check what is published",
					TelemetryEngineFactory::plainThread,
					(thread) -> guarded(() -> debugSink(null), maxEventSize(), false), false);
		}
		return new Destination(endpoint.toString(), "Check rustauth.telemetry.endpoint and that the collector is up",
				TelemetryEngineFactory::plainThread,
				(clock) -> guarded(() -> HttpDestination.open(endpoint, this.properties, this.context, clock),
						maxEventSize(), false),
				false);
	}

	private static Scheduler plainThread() {
		return new MonotonicScheduler("rustauth-telemetry");
	}

	/**
	 * Put the tripwire in front of a sink. It comes first: a sink isn't opened without
	 * it.
	 */
	private TelemetrySink guarded(Supplier<TelemetrySink> sink, int maxSize, boolean getsObjects) {
		SecretTripwire tripwire = SecretTripwire.of(this.context.getEnvironment(), this.properties);
		TelemetrySink next = sink.get();
		if (tripwire.isEmpty()) {
			return next;
		}
		return (next instanceof BatchTelemetrySink batches && !getsObjects)
				? new SecretGuardBatchSink(tripwire, maxSize, batches)
				: new SecretGuardTelemetrySink(tripwire, maxSize, next, getsObjects);
	}

	private int maxEventSize() {
		return (int) this.properties.getDelivery().getMaxEventSize().toBytes();
	}

	private TelemetrySink customSink(boolean debug) {
		TelemetrySink bean = Objects.requireNonNull(BeanCandidates.find(this.beanFactory, TelemetrySink.class));
		TelemetrySink sink = signalling(bean);
		return (debug) ? debugSink(sink) : sink;
	}

	/**
	 * Has everything that the sink throws signalled. Of errors such as that a class can't
	 * be loaded, Reactor writes the message into the log and signals nothing.
	 */
	private static TelemetrySink signalling(TelemetrySink sink) {
		return (event) -> Mono.from((subscriber) -> {
			try {
				sink.send(event).subscribe(subscriber);
			}
			catch (Throwable ex) {
				Operators.error(subscriber, ex);
			}
		});
	}

	private TelemetrySink debugSink(@Nullable TelemetrySink next) {
		return new DebugTelemetrySink(maxEventSize(), next);
	}

}
