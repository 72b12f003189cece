package dev.rustauth.telemetry.delivery;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says that deliveries fail, without flooding the log: the first failure is one WARN
 * without a stack trace, further ones are DEBUG, and the first success after them is one
 * INFO. Used by the engine's thread only.
 */
final class FailureLog {

	private static final Log logger = LogFactory.getLog("dev.rustauth.telemetry");

	private final String destination;

	private final String advice;

	private long failures;

	FailureLog(Destination destination) {
		this.destination = destination.description();
		this.advice = destination.advice();
	}

	void failed(String type, String what) {
		this.failures++;
		if (this.failures == 1) {
			logger.warn("Telemetry can't be delivered to " + this.destination + ": " + what
					+ ". The application is not affected; further failures are logged at DEBUG. " + this.advice
					+ ", or switch telemetry off with RUSTAUTH_TELEMETRY=false");
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Telemetry event '" + type + "' not delivered to " + this.destination + ": " + what);
		}
	}

	void delivered() {
		if (this.failures > 0) {
			logger.info("Telemetry is delivered to " + this.destination + " again, after " + this.failures
					+ ((this.failures == 1) ? " failed attempt" : " failed attempts"));
			this.failures = 0;
		}
	}

	void stopped() {
		logger.warn("The collector at " + this.destination
				+ " answered 410 Gone: no more telemetry is sent until the next start");
	}

	void closed(LedgerSnapshot books) {
		LedgerSnapshot.Entry total = books.total();
		if (total.droppedTotal() > 0 || total.unknown() > 0) {
			logger.info("Telemetry closed with losses: " + total.accepted() + " events accepted, " + total.delivered()
					+ " delivered, " + total.unknown() + " sent without an answer, dropped "
					+ ((total.dropped().isEmpty()) ? "none" : total.dropped()));
		}
	}

}
