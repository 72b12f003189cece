package dev.rustauth.telemetry.autoconfigure;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

import dev.rustauth.telemetry.actuate.TelemetryState;
import dev.rustauth.telemetry.config.ProcessSettings;
import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionEvaluator;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliveryStatistics;
import dev.rustauth.telemetry.init.InitEventSource;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * The telemetry of one application context, for the endpoint to read.
 */
final class EndpointState implements TelemetryState {

	private final DeliveryControl control;

	private final ConfigurableApplicationContext context;

	private final Supplier<RustAuthTelemetryProperties> properties;

	private final Supplier<SecretTripwire> tripwire;

	EndpointState(DeliveryControl control, ConfigurableApplicationContext context) {
		this.control = control;
		this.context = context;
		this.properties = SingletonSupplier
			.of(() -> RustAuthTelemetryProperties.bind(context.getEnvironment()).value());
		this.tripwire = SingletonSupplier.of(() -> SecretTripwire.of(context.getEnvironment(), this.properties.get()));
	}

	@Override
	public @Nullable DecisionCode startedAs() {
		return this.control.startedAs();
	}

	@Override
	public DecisionReport explain(Map<String, String> whatIf) {
		return new DecisionEvaluator(this.context, this.control::startedByTest, ProcessSettings.current())
			.explain(whatIf);
	}

	@Override
	public @Nullable DeliveryStatistics statistics() {
		return (this.control.engine() instanceof DeliveryEngine engine) ? engine.statistics() : null;
	}

	@Override
	public InitEventSource init() {
		return new InitEvents(new ContextHierarchy(this.context, this.control::startedByTest), this.properties.get())
			.preview();
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
