package dev.rustauth.telemetry.autoconfigure;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.Endpoint;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliverySettings;
import dev.rustauth.telemetry.delivery.Destination;
import dev.rustauth.telemetry.delivery.RetryPolicy;
import dev.rustauth.telemetry.detect.AnonymousIdGenerator;
import dev.rustauth.telemetry.detect.DatabaseDetector;
import dev.rustauth.telemetry.detect.EnvironmentDetector;
import dev.rustauth.telemetry.detect.FrameworkDetector;
import dev.rustauth.telemetry.detect.PackageManagerDetector;
import dev.rustauth.telemetry.detect.RuntimeDetector;
import dev.rustauth.telemetry.detect.SystemInfoDetector;
import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptionsCustomizer;
import dev.rustauth.telemetry.sink.DebugTelemetrySink;
import dev.rustauth.telemetry.snapshot.InitEventFactory;
import dev.rustauth.telemetry.snapshot.InitParts;
import dev.rustauth.telemetry.snapshot.InitPayloadCustomizer;

/**
 * Makes the engine once telemetry is known to be on. A class of its own, so that nothing
 * of it is loaded while telemetry is off.
 */
final class TelemetryEngineFactory {

	private final ConfigurableListableBeanFactory beanFactory;

	private final RustAuthTelemetryProperties properties;

	TelemetryEngineFactory(ConfigurableListableBeanFactory beanFactory, RustAuthTelemetryProperties properties) {
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	RunningTelemetry telemetry(Destination destination) {
		DeliveryEngine engine = new DeliveryEngine(settings(), destination,
				() -> Schedulers.newSingle("rustauth-telemetry", true), RandomGenerator.getDefault()::nextDouble);
		return new RunningTelemetry(engine, init());
	}

	private DeliverySettings settings() {
		RustAuthTelemetryProperties.Delivery delivery = this.properties.delivery();
		RustAuthTelemetryProperties.Retry retry = delivery.retry();
		return new DeliverySettings(delivery.queueCapacity(), delivery.concurrency(),
				this.properties.http().requestTimeout(),
				new RetryPolicy(retry.maxAttempts(), retry.initialBackoff(), retry.maxBackoff(), retry.deadline()),
				delivery.shutdownTimeout());
	}

	Destination destination(TelemetryDecision decision) {
		if (decision.code() == DecisionCode.ON_CUSTOM_SINK) {
			return new Destination("the TelemetrySink bean", "Look at that bean", () -> customSink(decision.debug()),
					true);
		}
		Endpoint endpoint = decision.endpoint();
		if (endpoint == null) {
			return new Destination("the log dev.rustauth.telemetry.debug", "Look at what is published",
					() -> debugSink(null), false);
		}
		return new Destination(endpoint.toString(), "Check rustauth.telemetry.endpoint and that the collector is up",
				() -> HttpDestination.open(endpoint, this.properties, this.beanFactory), false);
	}

	private TelemetrySink customSink(boolean debug) {
		TelemetrySink sink = this.beanFactory.getBean(TelemetrySink.class);
		return (debug) ? debugSink(sink) : sink;
	}

	private TelemetrySink debugSink(@Nullable TelemetrySink next) {
		return new DebugTelemetrySink((int) this.properties.delivery().maxEventSize().toBytes(), next);
	}

	private InitEventFactory init() {
		RustAuthTelemetryProperties.Context context = this.properties.context();
		return new InitEventFactory(new InitParts(this::options, bean(AnonymousIdGenerator.class),
				bean(RuntimeDetector.class), bean(DatabaseDetector.class), bean(FrameworkDetector.class),
				bean(EnvironmentDetector.class), bean(SystemInfoDetector.class), bean(PackageManagerDetector.class),
				() -> this.beanFactory.getBeanProvider(InitPayloadCustomizer.class).orderedStream().toList(),
				new InitParts.Context(context.database(), context.adapter(), this.properties.oauth().enabled()),
				this.properties.redaction()));
	}

	private RustAuthOptions options() {
		RustAuthOptions.Builder builder = this.beanFactory.getBean(RustAuthOptions.class).toBuilder();
		this.beanFactory.getBeanProvider(RustAuthOptionsCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private <T> Supplier<T> bean(Class<T> type) {
		return () -> this.beanFactory.getBean(type);
	}

}
