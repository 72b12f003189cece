package dev.rustauth.telemetry.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.decision.DecisionCode;
import dev.rustauth.telemetry.decision.DecisionReport;
import dev.rustauth.telemetry.delivery.DeliveryStatistics;
import dev.rustauth.telemetry.init.InitEventSource;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * What the endpoint shows. Nothing is read before it is requested.
 *
 * @since 0.1.0
 */
@Internal
public interface TelemetryState {

	/**
	 * What was decided when the application started, which holds until it ends.
	 * @return the code, {@code null} if the start of telemetry failed
	 */
	@Nullable DecisionCode startedAs();

	/**
	 * Decide again, without effect.
	 * @param whatIf variables and properties to put in place of the real ones
	 * @return how the decision comes about
	 */
	DecisionReport explain(Map<String, String> whatIf);

	/**
	 * What became of the events.
	 * @return {@code null} while telemetry is off
	 */
	@Nullable DeliveryStatistics statistics();

	/**
	 * Makes an {@code init} event, also while telemetry is off.
	 * @return the source of an event that is looked at and not sent
	 */
	InitEventSource init();

	/**
	 * What no event may hold, shown ones included.
	 * @return a tripwire, gathered when it is first asked for
	 */
	SecretTripwire tripwire();

	/**
	 * How large an event may be.
	 * @return a number of bytes
	 */
	int maxEventSize();

}
