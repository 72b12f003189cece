package dev.rustauth.telemetry.sink;

import java.net.URI;

/**
 * Where to connect to.
 *
 * @param secure whether to speak TLS
 * @param host name or address, without brackets
 * @param port port
 */
record Target(boolean secure, String host, int port) {

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	static Target of(URI uri) {
		String name = uri.getHost();
		if (name == null) {
			throw new IllegalArgumentException("The URL names no host");
		}
		boolean tls = "https".equalsIgnoreCase(uri.getScheme());
		int usualPort = (tls) ? HTTPS : HTTP;
		return new Target(tls, (name.startsWith("[")) ? name.substring(1, name.length() - 1) : name,
				(uri.getPort() > 0) ? uri.getPort() : usualPort);
	}

}
