package dev.rustauth.telemetry.metrics;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.delivery.DeliveryStatistics;
import dev.rustauth.telemetry.delivery.DropReason;
import dev.rustauth.telemetry.delivery.LedgerSnapshot;

/**
 * Exports the ledger and the queue of an engine as meters. Counters are read from the
 * ledger when a registry asks, so they add up like the ledger does and cost a publisher
 * nothing. All tags come from closed sets; no type of an event becomes one.
 * <ul>
 * <li>{@code rustauth.telemetry.events}, counter, tag {@code outcome}: {@code delivered},
 * {@code dropped}, {@code unknown}
 * <li>{@code rustauth.telemetry.events.dropped}, counter, tag {@code reason}: a
 * {@link DropReason} in lower case
 * <li>{@code rustauth.telemetry.retries}, counter: attempts beyond an event's first
 * <li>{@code rustauth.telemetry.delivery}, timer: attempts that delivered
 * <li>{@code rustauth.telemetry.queue.size} and {@code .capacity}, gauges: events
 * </ul>
 *
 * @since 0.1.0
 */
@Internal
public final class DeliveryMetrics implements MeterBinder {

	private static final String PREFIX = "rustauth.telemetry.";

	private final DeliveryStatistics statistics;

	/**
	 * Make a binder.
	 * @param statistics what to export
	 */
	public DeliveryMetrics(DeliveryStatistics statistics) {
		this.statistics = statistics;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindOutcome(registry, "delivered", LedgerSnapshot.Entry::delivered);
		bindOutcome(registry, "dropped", LedgerSnapshot.Entry::droppedTotal);
		bindOutcome(registry, "unknown", LedgerSnapshot.Entry::unknown);
		for (DropReason reason : DropReason.values()) {
			FunctionCounter.builder(PREFIX + "events.dropped", this.statistics, dropped(reason))
				.tag("reason", reason.tag())
				.description("Telemetry events that were given up, by reason")
				.register(registry);
		}
		FunctionCounter.builder(PREFIX + "retries", this.statistics, DeliveryStatistics::retries)
			.description("Attempts to deliver a telemetry event beyond its first")
			.register(registry);
		Gauge.builder(PREFIX + "queue.size", this.statistics, DeliveryStatistics::queueSize)
			.description("Telemetry events that wait to be sent")
			.baseUnit("events")
			.register(registry);
		Gauge.builder(PREFIX + "queue.capacity", this.statistics, DeliveryStatistics::queueCapacity)
			.description("How many telemetry events may wait")
			.baseUnit("events")
			.register(registry);
		this.statistics.onDelivered(Timer.builder(PREFIX + "delivery")
			.description("Time that successful attempts to deliver a telemetry event took")
			.register(registry)::record);
	}

	private void bindOutcome(MeterRegistry registry, String outcome, ToDoubleFunction<LedgerSnapshot.Entry> count) {
		FunctionCounter
			.builder(PREFIX + "events", this.statistics,
					(statistics) -> count.applyAsDouble(statistics.ledger().total()))
			.tag("outcome", outcome)
			.description("Telemetry events by what became of them")
			.baseUnit("events")
			.register(registry);
	}

	private static ToDoubleFunction<DeliveryStatistics> dropped(DropReason reason) {
		return (statistics) -> statistics.ledger().total().dropped().getOrDefault(reason, 0L);
	}

}
