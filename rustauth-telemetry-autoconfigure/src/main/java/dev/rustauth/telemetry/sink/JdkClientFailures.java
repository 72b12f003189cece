package dev.rustauth.telemetry.sink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Makes a {@link DeliveryFailure} of what the HTTP client of the JDK signals. Unless the
 * connection itself failed, nobody knows what arrived.
 */
final class JdkClientFailures {

	private JdkClientFailures() {
	}

	static DeliveryFailure toDeliveryFailure(Throwable signal) {
		if (signal instanceof DeliveryFailure known) {
			return known;
		}
		if (find(signal, HttpConnectTimeoutException.class) != null) {
			return DeliveryFailure.transientFailure("no connection in time", null);
		}
		if (find(signal, HttpTimeoutException.class) != null) {
			return DeliveryFailure.unanswered("no answer in time");
		}
		if (find(signal, UnresolvedAddressException.class) != null) {
			return DeliveryFailure.transientFailure("its host name can't be resolved", null);
		}
		if (find(signal, ConnectException.class) != null) {
			return DeliveryFailure.transientFailure("the connection was refused", null);
		}
		if (isVerdict(signal)) {
			return DeliveryFailure.permanent(DropReason.TLS, "the TLS handshake failed");
		}
		if (find(signal, ProtocolException.class) != null) {
			return DeliveryFailure.unanswered("the answer is not HTTP");
		}
		IOException broken = find(signal, IOException.class);
		if (broken != null) {
			return DeliveryFailure.unanswered("the connection broke (" + broken.getClass().getSimpleName() + ")");
		}
		return DeliveryFailure.permanent(DropReason.SINK_ERROR,
				"the client failed with " + signal.getClass().getName());
	}

	/**
	 * Whether one of the sides said no, in contrast to a connection that broke while TLS
	 * was used.
	 */
	private static boolean isVerdict(Throwable signal) {
		SSLException tls = find(signal, SSLException.class);
		if (tls == null) {
			return false;
		}
		for (Throwable cause = tls.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof IOException && !(cause instanceof SSLException)) {
				return false;
			}
		}
		return tls instanceof SSLHandshakeException || tls.getClass() == SSLException.class;
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

}
