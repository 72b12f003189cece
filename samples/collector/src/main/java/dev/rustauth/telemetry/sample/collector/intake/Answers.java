package dev.rustauth.telemetry.sample.collector.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Makes the answers of the intake, and counts them. Safe to call from any thread.
 */
@Component
class Answers {

	private final MeterRegistry meters;

	private final Counter stored;

	private final Counter known;

	Answers(MeterRegistry meters) {
		this.meters = meters;
		this.stored = counter(HttpStatus.ACCEPTED, "stored");
		this.known = counter(HttpStatus.ACCEPTED, "known");
	}

	Answer accepted(boolean known) {
		((known) ? this.known : this.stored).increment();
		return Answer.ACCEPTED;
	}

	Answer unauthorized() {
		counter(HttpStatus.UNAUTHORIZED, "refused").increment();
		return new Answer(HttpStatus.UNAUTHORIZED, "the token is missing or wrong", HttpHeaders.WWW_AUTHENTICATE,
				"Bearer");
	}

	Answer refused(HttpStatus status, String reason) {
		counter(status, (status == HttpStatus.UNPROCESSABLE_CONTENT) ? "dead-letter" : "refused").increment();
		return new Answer(status, reason, null, null);
	}

	/**
	 * It may be sent again.
	 * @param status what is wrong
	 * @param reason the same for people
	 * @param retryAfter when to come back, in seconds
	 */
	Answer later(HttpStatus status, String reason, String retryAfter) {
		counter(status, "later").increment();
		return new Answer(status, reason, HttpHeaders.RETRY_AFTER, retryAfter);
	}

	private Counter counter(HttpStatus status, String outcome) {
		return this.meters.counter("collector.answers", "status", String.valueOf(status.value()), "outcome", outcome);
	}

}
