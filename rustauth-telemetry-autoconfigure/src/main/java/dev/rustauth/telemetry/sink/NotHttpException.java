package dev.rustauth.telemetry.sink;

import java.io.IOException;

/**
 * Something came back that isn't an answer.
 */
final class NotHttpException extends IOException {

	NotHttpException() {
		super("The answer is not HTTP");
	}

}
