package dev.rustauth.telemetry.sample.collector.intake;

import org.springframework.http.HttpStatus;

/**
 * A request that is answered without being kept. Costs no stack trace: strangers decide
 * how often it is thrown.
 */
final class Refusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	private final String reason;

	Refusal(HttpStatus status, String reason) {
		super(reason, null, false, false);
		this.status = status;
		this.reason = reason;
	}

	HttpStatus status() {
		return this.status;
	}

	String reason() {
		return this.reason;
	}

}
