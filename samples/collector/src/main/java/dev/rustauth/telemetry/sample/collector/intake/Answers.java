package dev.rustauth.telemetry.sample.collector.intake;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Makes the answers of the intake, and counts them. Safe to call from any thread.
 */
@Component
class Answers {

	private final MeterRegistry meters;

	Answers(MeterRegistry meters) {
		this.meters = meters;
	}

	ResponseEntity<ProblemDetail> accepted(boolean known) {
		count(HttpStatus.ACCEPTED, (known) ? "known" : "stored");
		return ResponseEntity.accepted().build();
	}

	ResponseEntity<ProblemDetail> unauthorized() {
		count(HttpStatus.UNAUTHORIZED, "refused");
		return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
			.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
			.body(problem(HttpStatus.UNAUTHORIZED, "the token is missing or wrong"));
	}

	ResponseEntity<ProblemDetail> refused(HttpStatus status, String reason) {
		count(status, (status == HttpStatus.UNPROCESSABLE_CONTENT) ? "dead-letter" : "refused");
		return ResponseEntity.status(status).body(problem(status, reason));
	}

	/**
	 * It may be sent again.
	 * @param status what is wrong
	 * @param reason the same for people
	 * @param retryAfter when to come back, in seconds
	 */
	ResponseEntity<ProblemDetail> later(HttpStatus status, String reason, String retryAfter) {
		count(status, "later");
		return ResponseEntity.status(status).header(HttpHeaders.RETRY_AFTER, retryAfter).body(problem(status, reason));
	}

	private static ProblemDetail problem(HttpStatus status, String reason) {
		return ProblemDetail.forStatusAndDetail(status, reason);
	}

	private void count(HttpStatus status, String outcome) {
		this.meters.counter("collector.answers", "status", String.valueOf(status.value()), "outcome", outcome)
			.increment();
	}

}
