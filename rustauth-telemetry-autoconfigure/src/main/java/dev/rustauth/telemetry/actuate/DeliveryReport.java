package dev.rustauth.telemetry.actuate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;
import dev.rustauth.telemetry.delivery.DeliveryHistory;
import dev.rustauth.telemetry.delivery.DeliveryStatistics;
import dev.rustauth.telemetry.delivery.LedgerSnapshot;
import dev.rustauth.telemetry.secrets.SecretTripwire;

/**
 * The outcome of the events so far.
 *
 * @param total counts of all types together
 * @param types counts of each type
 * @param retries attempts beyond each event's first
 * @param queue the queue
 * @param lastSuccess when an event was delivered last, {@code null} if never
 * @param lastFailure which attempt failed last, {@code null} if none has
 * @since 0.1.0
 */
@Internal
public record DeliveryReport(Counts total, Map<String, Counts> types, long retries, Queue queue,
		@Nullable Instant lastSuccess, DeliveryHistory.@Nullable Failure lastFailure) {

	/** The type of an event that holds a secret is shown as this. */
	static final String WITHHELD = "(withheld)";

	static DeliveryReport of(DeliveryStatistics statistics, SecretTripwire tripwire) {
		LedgerSnapshot ledger = statistics.ledger();
		Map<String, Counts> types = new LinkedHashMap<>();
		ledger.types().forEach((type, entry) -> types.merge(shown(type, tripwire), Counts.of(entry), Counts::plus));
		return new DeliveryReport(Counts.of(ledger.total()), types, statistics.retries(),
				new Queue(statistics.queueSize(), statistics.queueCapacity()), statistics.history().lastSuccess(),
				statistics.history().lastFailure());
	}

	private static String shown(String type, SecretTripwire tripwire) {
		return (tripwire.allows(type)) ? type : WITHHELD;
	}

	/**
	 * The outcome of some events: accepted is the sum of all others.
	 *
	 * @param accepted events handed in
	 * @param delivered events a collector or sink took
	 * @param dropped events that were given up, by reason
	 * @param unknown events that were sent and never answered
	 * @param pending events that wait or are on their way
	 */
	public record Counts(long accepted, long delivered, Map<String, Long> dropped, long unknown, long pending) {

		static Counts of(LedgerSnapshot.Entry entry) {
			Map<String, Long> dropped = new LinkedHashMap<>();
			entry.dropped().forEach((reason, count) -> dropped.put(reason.name(), count));
			return new Counts(entry.accepted(), entry.delivered(), dropped, entry.unknown(), entry.pending());
		}

		Counts plus(Counts other) {
			Map<String, Long> both = new LinkedHashMap<>(this.dropped);
			other.dropped.forEach((reason, count) -> both.merge(reason, count, Long::sum));
			return new Counts(this.accepted + other.accepted, this.delivered + other.delivered, both,
					this.unknown + other.unknown, this.pending + other.pending);
		}

	}

	/**
	 * The queue.
	 *
	 * @param size how many events wait
	 * @param capacity how many may wait
	 */
	public record Queue(int size, int capacity) {

	}

}
