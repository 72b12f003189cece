package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.rustauth.telemetry.actuate.DecisionReport;
import dev.rustauth.telemetry.actuate.TelemetryState;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.snapshot.InitEventSource;
import dev.rustauth.telemetry.tripwire.SecretTripwire;

/**
 * Lets the endpoint look at the telemetry of one application context.
 */
final class Inspection implements TelemetryState {

	private final TelemetryLifecycle lifecycle;

	private final ConfigurableListableBeanFactory beanFactory;

	private final RustAuthTelemetryProperties properties;

	Inspection(TelemetryLifecycle lifecycle, ConfigurableListableBeanFactory beanFactory,
			RustAuthTelemetryProperties properties) {
		this.lifecycle = lifecycle;
		this.beanFactory = beanFactory;
		this.properties = properties;
	}

	@Override
	public @Nullable DecisionCode startedAs() {
		return this.lifecycle.code();
	}

	@Override
	public DecisionReport explain(Map<String, String> whatIf) {
		return this.lifecycle.decisionMaker().explain(whatIf);
	}

	@Override
	public @Nullable DeliveryEngine engine() {
		RunningTelemetry running = this.lifecycle.running();
		return (running != null) ? running.engine() : null;
	}

	@Override
	public InitEventSource init() {
		return new TelemetryEngineFactory(this.beanFactory, this.properties).preview();
	}

	@Override
	public SecretTripwire tripwire() {
		return this.beanFactory.getBean(SecretTripwire.class);
	}

	@Override
	public int maxEventSize() {
		return (int) this.properties.delivery().maxEventSize().toBytes();
	}

}
