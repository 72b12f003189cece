package dev.rustauth.telemetry.sink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Makes a {@link DeliveryFailure} of what the HTTP client signals. Only class names and
 * fixed words get into the message: exceptions of the client repeat the URL.
 */
final class ClientFailures {

	private ClientFailures() {
	}

	/**
	 * Classify a failure.
	 * @param signal what the client signalled
	 */
	static DeliveryFailure toDeliveryFailure(Throwable signal) {
		if (signal instanceof DeliveryFailure known) {
			return known;
		}
		CollectorException exchange = findExchange(signal);
		if (exchange == null || exchange.getCause() == null) {
			return failedClient(signal);
		}
		// If the client had begun to write the request, nobody knows what arrived.
		boolean written = exchange.isWritten();
		Throwable cause = exchange.getCause();
		if (isVerdict(findTls(cause), written)) {
			return DeliveryFailure.permanent(DropReason.TLS, "the TLS handshake failed");
		}
		if (!written) {
			return notWritten(cause);
		}
		if (cause instanceof ReadTimeoutException || cause instanceof TimeoutException) {
			return DeliveryFailure.unanswered("no answer in time");
		}
		if (cause instanceof NotHttpException) {
			return DeliveryFailure.unanswered("the answer is not HTTP");
		}
		return DeliveryFailure.unanswered("the connection broke (" + cause.getClass().getSimpleName() + ")");
	}

	private static DeliveryFailure notWritten(Throwable cause) {
		if (cause instanceof ConnectTimeoutException) {
			return DeliveryFailure.transientFailure("no connection in time", null);
		}
		if (cause instanceof ConnectException) {
			return DeliveryFailure.transientFailure("the connection was refused", null);
		}
		if (cause instanceof UnknownHostException) {
			return DeliveryFailure.transientFailure("its host name can't be resolved", null);
		}
		if (cause instanceof TimeoutException) {
			return DeliveryFailure.transientFailure("no free connection in time", null);
		}
		if (cause instanceof IOException) {
			return DeliveryFailure.transientFailure("no connection (" + cause.getClass().getSimpleName() + ")", null);
		}
		return failedClient(cause);
	}

	private static DeliveryFailure failedClient(Throwable cause) {
		return DeliveryFailure.permanent(DropReason.SINK_ERROR, "the client failed with " + cause.getClass().getName());
	}

	private static @Nullable CollectorException findExchange(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CollectorException exchange) {
				return exchange;
			}
		}
		return null;
	}

	private static @Nullable SSLException findTls(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SSLException tls) {
				return tls;
			}
		}
		return null;
	}

	/**
	 * Whether one of the sides said no, in contrast to a connection that broke or was too
	 * slow while TLS was used: that has an I/O failure as its cause, or is one of Netty's
	 * subclasses. A collector may say no to our certificate after the request was written
	 * (TLS 1.3).
	 */
	private static boolean isVerdict(@Nullable SSLException tls, boolean written) {
		if (tls == null || isCausedByInputOrOutput(tls)) {
			return false;
		}
		Class<?> type = tls.getClass();
		return type == SSLHandshakeException.class || type == SSLPeerUnverifiedException.class
				|| tls instanceof NotSslRecordException || (!written && type == SSLException.class);
	}

	private static boolean isCausedByInputOrOutput(SSLException tls) {
		for (Throwable cause = tls.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof IOException && !(cause instanceof SSLException)) {
				return true;
			}
		}
		return false;
	}

}
