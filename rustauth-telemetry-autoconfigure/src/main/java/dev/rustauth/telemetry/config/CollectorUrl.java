package dev.rustauth.telemetry.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.rustauth.telemetry.Internal;

/**
 * The URL of a collector, checked: absolute, http or https, with a host and a port that
 * exists. Never prints its path, query or user-info.
 *
 * @since 0.1.0
 */
@Internal
public final class CollectorUrl {

	private static final int MAX_PORT = 65535;

	private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

	private static final Pattern NON_ASCII_HOST = Pattern
		.compile("[^/?#]*//([^/?#]*@)?+(?<host>[^/?#:]*[^\\p{ASCII}][^/?#:]*)");

	private final URI uri;

	private CollectorUrl(URI uri) {
		this.uri = uri;
	}

	/**
	 * Check and take a URL.
	 * @param text the URL; white space around it is ignored
	 * @return the endpoint
	 * @throws IllegalArgumentException if the text can't be used; the message says why
	 * and never repeats the text, because it may hold a password
	 */
	public static CollectorUrl parse(String text) {
		URI uri = toUri(text.strip());
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : null;
		if (scheme == null) {
			throw new IllegalArgumentException("is not an absolute URL");
		}
		if (!scheme.equals("http") && !scheme.equals("https")) {
			throw new IllegalArgumentException("does not begin with http:// or https://");
		}
		if (uri.getHost() == null) {
			throw new IllegalArgumentException("names no valid host (a host name has no underscore)");
		}
		if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
			throw new IllegalArgumentException((uri.getPort() == 0)
					? "has port 0, and a random port is not known this early" : "has a port outside 1 to 65535");
		}
		if (uri.getRawFragment() != null) {
			throw new IllegalArgumentException("has a fragment (#…), which is never sent to a server");
		}
		return new CollectorUrl(uri);
	}

	private static URI toUri(String text) {
		try {
			URI uri = new URI(text);
			return URI.create(((uri.getHost() == null) ? new URI(withAsciiHost(text)) : uri).toASCIIString());
		}
		catch (URISyntaxException ex) {
			// Neither message nor cause: both repeat the input.
			throw new IllegalArgumentException("is not a valid URL");
		}
	}

	/**
	 * The URL with the host in the form that DNS and HTTP know (IDNA), if it has one.
	 */
	private static String withAsciiHost(String text) {
		Matcher matcher = NON_ASCII_HOST.matcher(text);
		if (!matcher.lookingAt()) {
			return text;
		}
		try {
			return text.substring(0, matcher.start("host"))
					+ IDN.toASCII(matcher.group("host"), IDN.USE_STD3_ASCII_RULES)
					+ text.substring(matcher.end("host"));
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	/**
	 * The URL to send to, without user-info.
	 * @return an absolute URI
	 */
	public URI uri() {
		if (this.uri.getRawUserInfo() == null) {
			return this.uri;
		}
		String text = this.uri.toString();
		int authority = text.indexOf("://") + "://".length();
		return URI.create(text.substring(0, authority) + text.substring(text.indexOf('@', authority) + 1));
	}

	/**
	 * The decoded user-info of the URL, to be sent as HTTP Basic authentication.
	 * @return {@code user:password}, {@code null} if the URL has none
	 */
	public @Nullable String userInfo() {
		return this.uri.getUserInfo();
	}

	/**
	 * Whether the connection is encrypted.
	 * @return {@code true} for https
	 */
	public boolean isSecure() {
		return "https".equalsIgnoreCase(this.uri.getScheme());
	}

	/**
	 * Whether the host is this machine by name: {@code localhost}, {@code 127.*} or
	 * {@code [::1]}. No name is looked up.
	 * @return {@code true} for a loopback host
	 */
	public boolean isLoopback() {
		String host = this.uri.getHost().toLowerCase(Locale.ROOT);
		return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
				|| LOOPBACK_ADDRESS.matcher(host).matches();
	}

	/**
	 * Scheme, host and port: all of the URL that may be shown.
	 * @return such as {@code https://collector.example.com}
	 */
	@Override
	public String toString() {
		String port = (this.uri.getPort() > 0) ? ":" + this.uri.getPort() : "";
		return this.uri.getScheme().toLowerCase(Locale.ROOT) + "://" + this.uri.getHost() + port;
	}

}
