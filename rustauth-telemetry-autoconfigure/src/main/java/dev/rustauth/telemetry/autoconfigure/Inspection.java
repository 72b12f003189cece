package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

import dev.rustauth.telemetry.actuate.TelemetryState;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.init.InitEventSource;
import dev.rustauth.telemetry.tripwire.SecretTripwire;

/**
 * Lets the endpoint look at the telemetry of one application context.
 */
final class Inspection implements TelemetryState {

	private final TelemetryLifecycle lifecycle;

	private final ConfigurableApplicationContext context;

	private final Supplier<RustAuthTelemetryProperties> properties;

	private final Supplier<SecretTripwire> tripwire;

	Inspection(TelemetryLifecycle lifecycle, ConfigurableApplicationContext context) {
		this.lifecycle = lifecycle;
		this.context = context;
		this.properties = SingletonSupplier
			.of(() -> RustAuthTelemetryProperties.bind(context.getEnvironment()).value());
		this.tripwire = SingletonSupplier.of(() -> Tripwires.of(context.getEnvironment(), this.properties.get()));
	}

	@Override
	public @Nullable DecisionCode startedAs() {
		return this.lifecycle.code();
	}

	@Override
	public DecisionReport explain(Map<String, String> whatIf) {
		return this.lifecycle.decisionEvaluator().explain(whatIf);
	}

	@Override
	public @Nullable DeliveryEngine engine() {
		RunningTelemetry running = this.lifecycle.running();
		return (running != null) ? running.engine() : null;
	}

	@Override
	public InitEventSource init() {
		return new InitEvents(this.context, this.properties.get()).preview();
	}

	@Override
	public SecretTripwire tripwire() {
		return this.tripwire.get();
	}

	@Override
	public int maxEventSize() {
		return (int) this.properties.get().getDelivery().getMaxEventSize().toBytes();
	}

}
