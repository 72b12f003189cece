package dev.rustauth.telemetry.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import dev.rustauth.telemetry.config.FailureKinds;
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
	 * @param written whether the request may have been written, so that it may have
	 * arrived
	 */
	static DeliveryFailure toDeliveryFailure(Throwable signal, boolean written) {
		DeliveryFailure known = FailureKinds.find(signal, DeliveryFailure.class);
		if (known != null) {
			return known;
		}
		Throwable cause = (signal instanceof WebClientRequestException failed) ? failed.getCause() : signal;
		if (cause instanceof TimeoutException) {
			return (written) ? DeliveryFailure.unanswered("no answer in time")
					: DeliveryFailure.unconnected("no connection in time");
		}
		if (cause == null || cause == signal) {
			// Spring refuses a status that isn't valid.
			return (written && signal instanceof IllegalArgumentException)
					? DeliveryFailure.unanswered("the answer is not HTTP") : failedClient(signal);
		}
		if (isVerdict(FailureKinds.find(cause, SSLException.class), written)) {
			return DeliveryFailure.permanent(DropReason.TLS, "the TLS handshake failed");
		}
		DeliveryFailure refusal = ProxyRefusal.of(cause);
		if (refusal != null) {
			return refusal;
		}
		String unconnected = unconnected(cause);
		if (unconnected != null) {
			return DeliveryFailure.unconnected(unconnected);
		}
		String name = cause.getClass().getSimpleName();
		if (!written) {
			// Search the causes: Netty wraps the failure to create a socket.
			return (FailureKinds.find(cause, IOException.class) != null)
					? DeliveryFailure.unconnected("no connection (" + name + ")") : failedClient(cause);
		}
		return DeliveryFailure.unanswered((cause instanceof IOException && !(cause instanceof ProtocolException))
				? "the connection broke (" + name + ")" : "the answer is not HTTP");
	}

	/**
	 * Why no connection could be made: nothing was sent.
	 */
	private static @Nullable String unconnected(Throwable failure) {
		// Both clients have a class of that name; it extends the one for a refused
		// connection.
		if (failure.getClass().getSimpleName().endsWith("ConnectTimeoutException")) {
			return "no connection in time";
		}
		if (FailureKinds.find(failure, UnknownHostException.class) != null) {
			return "its host name can't be resolved";
		}
		if (FailureKinds.find(failure, UnresolvedAddressException.class) != null) {
			return "its host name, or that of a proxy, can't be resolved";
		}
		return (FailureKinds.find(failure, ConnectException.class) != null) ? "the connection was refused" : null;
	}

	private static DeliveryFailure failedClient(Throwable cause) {
		return DeliveryFailure.permanent(DropReason.SINK_ERROR, "the client failed with " + cause.getClass().getName());
	}

	/**
	 * Whether one of the sides refused the handshake. A connection that broke or timed
	 * out during TLS has an I/O failure as its cause, or is one of Netty's subclasses.
	 * With TLS 1.3, a collector may refuse our certificate after the request was written.
	 */
	private static boolean isVerdict(@Nullable SSLException tls, boolean written) {
		if (tls == null || isCausedByInputOrOutput(tls)) {
			return false;
		}
		Class<?> type = tls.getClass();
		return type == SSLHandshakeException.class || type == SSLPeerUnverifiedException.class
				|| type.getSimpleName().equals("NotSslRecordException") || (!written && type == SSLException.class);
	}

	private static boolean isCausedByInputOrOutput(SSLException tls) {
		return FailureKinds.causes(tls)
			.anyMatch((cause) -> cause instanceof IOException && !(cause instanceof SSLException));
	}

}
