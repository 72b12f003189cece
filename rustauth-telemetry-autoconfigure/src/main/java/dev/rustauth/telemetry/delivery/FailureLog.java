package dev.rustauth.telemetry.delivery;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.rustauth.telemetry.TelemetryEvent;

/**
 * Says that deliveries fail, without flooding the log: the first failure is one WARN
 * without a stack trace, further ones are DEBUG, and the first success after them is one
 * INFO. If a collector fails every now and then, it is logged once a minute at most. An
 * event that can't be sent as it is says nothing about the collector and is logged
 * separately, once for each reason. Used by the engine's thread only.
 */
final class FailureLog {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

	private final String destination;

	private final String advice;

	private final LongSupplier clock;

	private long failures;

	private long warnedAt;

	private boolean everWarned;

	private boolean warned;

	private boolean toldOfSize;

	private final Set<DropReason> told = EnumSet.noneOf(DropReason.class);

	/**
	 * Make a log.
	 * @param destination what to call the other side
	 * @param clock tells the time in nanoseconds
	 */
	FailureLog(Destination destination, LongSupplier clock) {
		this.destination = destination.description();
		this.advice = destination.advice();
		this.clock = clock;
	}

	/**
	 * It is the event that has to be changed. Of a secret the log knows already, and the
	 * type may be one.
	 */
	void unsendable(TelemetryEvent event, DropReason reason, String what) {
		if (reason == DropReason.SECRET_FOUND) {
			return;
		}
		if (this.told.add(reason)) {
			logger.warn("A telemetry event is dropped (" + reason + "): " + what
					+ ". Further such events, and the type of each, are logged at DEBUG");
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Telemetry event '" + event.type() + "' dropped (" + reason + "): " + what);
		}
	}

	void batchRefused(String what) {
		logger.warn("Telemetry is sent to " + this.destination + " one event at a time from now on: " + what
				+ " to a batch. Set rustauth.telemetry.delivery.batch.max-events=1, or have the collector take"
				+ " JSON arrays");
	}

	void batchTooLarge(String what) {
		if (!this.toldOfSize) {
			this.toldOfSize = true;
			logger.warn("Telemetry is sent to " + this.destination + " in smaller batches from now on: " + what
					+ " to a batch. Lower rustauth.telemetry.delivery.batch.max-events, or have the collector take"
					+ " larger bodies");
		}
	}

	void failed(String type, String what) {
		this.failures++;
		if (!this.warned && (!this.everWarned || this.clock.getAsLong() - this.warnedAt >= QUIET_NANOS)) {
			this.warned = true;
			this.everWarned = true;
			this.warnedAt = this.clock.getAsLong();
			logger.warn("Telemetry can't be delivered to " + this.destination + ": " + what
					+ ". The application is not affected; further failures are logged at DEBUG. " + this.advice
					+ ", or switch telemetry off with RUSTAUTH_TELEMETRY=false");
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Telemetry event '" + type + "' not delivered to " + this.destination + ": " + what);
		}
	}

	void delivered() {
		if (this.warned) {
			this.warned = false;
			logger.info("Telemetry is delivered to " + this.destination + " again, after " + this.failures
					+ ((this.failures == 1) ? " failed attempt" : " failed attempts"));
		}
		this.failures = 0;
	}

	void stopped() {
		logger.warn("The collector at " + this.destination
				+ " answered 410 Gone: no more telemetry is sent until the next start");
	}

	static void closed(LedgerSnapshot.Entry total) {
		if (total.droppedTotal() > 0 || total.unknown() > 0) {
			logger.info("Telemetry closed with losses: " + total.accepted() + " events accepted, " + total.delivered()
					+ " delivered, " + total.unknown() + " sent without an answer, dropped "
					+ ((total.dropped().isEmpty()) ? "none" : total.dropped()));
		}
	}

}
