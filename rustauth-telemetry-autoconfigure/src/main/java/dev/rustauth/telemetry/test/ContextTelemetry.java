package dev.rustauth.telemetry.test;

import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import dev.rustauth.telemetry.delivery.DeliveryControl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.LedgerSnapshot;

/**
 * What a recording sink knows of the telemetry of its application context. Nothing is
 * looked up before it is needed.
 */
final class ContextTelemetry {

	private final ObjectProvider<DeliveryControl> control;

	ContextTelemetry(ObjectProvider<DeliveryControl> control) {
		this.control = control;
	}

	/**
	 * Why nothing will ever arrive, {@code null} while something may.
	 */
	@Nullable String whyOff() {
		DeliveryControl control = this.control.getIfAvailable();
		if (control == null) {
			return "Telemetry is off: the application has a TelemetryPublisher bean of its own, "
					+ "which takes the place of everything in the starter";
		}
		return (control.isOn()) ? null : "Telemetry is off: " + control.explanation();
	}

	/**
	 * How many events were published and have not reached the sink yet.
	 */
	long pending() {
		LedgerSnapshot ledger = ledger();
		return (ledger != null) ? ledger.total().pending() : 0;
	}

	/**
	 * What was published and will not arrive, or has not yet.
	 */
	@Nullable String missing() {
		LedgerSnapshot ledger = ledger();
		if (ledger == null) {
			return null;
		}
		StringJoiner text = new StringJoiner(", ");
		ledger.types().forEach((type, entry) -> {
			if (entry.pending() > 0) {
				text.add(entry.pending() + " " + type + " (waiting)");
			}
			entry.dropped().forEach((reason, count) -> text.add(count + " " + type + " (dropped: " + reason + ")"));
			if (entry.unknown() > 0) {
				text.add(entry.unknown() + " " + type + " (not recorded in time)");
			}
		});
		return (text.length() > 0) ? text.toString() : null;
	}

	private @Nullable LedgerSnapshot ledger() {
		DeliveryControl control = this.control.getIfAvailable();
		return (control != null && control.engine() instanceof DeliveryEngine engine) ? engine.statistics().ledger()
				: null;
	}

}
