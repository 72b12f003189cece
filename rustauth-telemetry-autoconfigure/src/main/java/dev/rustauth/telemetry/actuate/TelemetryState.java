package dev.rustauth.telemetry.actuate;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

import dev.rustauth.telemetry.config.RustAuthTelemetryProperties;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliveryStatistics;
import dev.rustauth.telemetry.init.InitEventSource;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * The telemetry of one application context, for the endpoint to read. Nothing is read
 * before it is asked for.
 */
final class TelemetryState {

	private final DeliveryControl control;

	private final ConfigurableApplicationContext context;

	private final Function<RustAuthTelemetryProperties, InitEventSource> init;

	private final Supplier<RustAuthTelemetryProperties> properties;

	private final Supplier<SecretTripwire> tripwire;

	TelemetryState(DeliveryControl control, ConfigurableApplicationContext context,
			Function<RustAuthTelemetryProperties, InitEventSource> init) {
		this.control = control;
		this.context = context;
		this.init = init;
		this.properties = SingletonSupplier
			.of(() -> RustAuthTelemetryProperties.bind(context.getEnvironment()).value());
		this.tripwire = SingletonSupplier.of(() -> SecretTripwire.of(context.getEnvironment(), this.properties.get()));
	}

	/**
	 * What was decided when the application started, {@code null} if the start of
	 * telemetry failed.
	 */
	@Nullable DecisionCode startedAs() {
		return this.control.startedAs();
	}

	/**
	 * Decide once more, without consequences.
	 */
	DecisionReport explain(Map<String, String> whatIf) {
		return DecisionReport.of(this.context, this.control::startedByTest, whatIf);
	}

	/**
	 * What became of the events, {@code null} while telemetry is off.
	 */
	@Nullable DeliveryStatistics statistics() {
		return (this.control.engine() instanceof DeliveryEngine engine) ? engine.statistics() : null;
	}

	/**
	 * Makes an {@code init} event that is not sent, also while telemetry is off.
	 */
	InitEventSource init() {
		return this.init.apply(this.properties.get());
	}

	/**
	 * What no event may hold, shown ones included.
	 */
	SecretTripwire tripwire() {
		return this.tripwire.get();
	}

	/**
	 * How many bytes an event may have.
	 */
	int maxEventSize() {
		return (int) this.properties.get().getDelivery().getMaxEventSize().toBytes();
	}

}
