package dev.rustauth.telemetry.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.config.FailureKinds;
import dev.rustauth.telemetry.delivery.DeliveryFailure;
import dev.rustauth.telemetry.delivery.DropReason;

/**
 * Reads a proxy's response to {@code CONNECT}. Both clients provide it only in their
 * exception's message; Netty's also names the proxy.
 */
final class ProxyRefusal {

	private static final Pattern NETTY = Pattern.compile(
			"http, [^,]*, (?<host>[^/]*)/(?<address>.*):(?<port>\\d+) => [^,]*, (?:status: (?<status>[1-5]\\d{2}))?.*");

	private static final Pattern JDK = Pattern.compile("Tunnel failed, got: (?<status>\\d{3})");

	private ProxyRefusal() {
	}

	/**
	 * Read a failure.
	 * @return the failure to report, {@code null} if no proxy is involved
	 */
	static @Nullable DeliveryFailure of(Throwable failure) {
		return FailureKinds.causes(failure).flatMap((cause) -> Stream.ofNullable(read(cause))).findFirst().orElse(null);
	}

	private static @Nullable DeliveryFailure read(Throwable failure) {
		String message = String.valueOf(failure.getMessage());
		if (failure.getClass().getSimpleName().endsWith("ProxyConnectException")) {
			Matcher matcher = NETTY.matcher(message);
			return (matcher.matches()) ? refusal("the proxy " + name(matcher), matcher.group("status"))
					: refusal("the proxy", null);
		}
		Matcher matcher = JDK.matcher(message);
		return (matcher.matches()) ? refusal("the proxy", matcher.group("status")) : null;
	}

	private static String name(Matcher matcher) {
		String host = matcher.group("host");
		return ((host.isEmpty()) ? matcher.group("address") : host) + ":" + matcher.group("port");
	}

	private static DeliveryFailure refusal(String proxy, @Nullable String status) {
		if (status == null) {
			return DeliveryFailure.unconnected(proxy + " made no connection");
		}
		String answer = proxy + " answered " + status;
		return (ResponseStatus.TRANSIENT.contains(Integer.valueOf(status))) ? DeliveryFailure.unconnected(answer)
				: DeliveryFailure.permanent(DropReason.REJECTED, answer);
	}

}
