package dev.rustauth.telemetry.sink;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;

import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that this JVM uses for a target, as its {@link ProxySelector} has it: by
 * default the system properties {@code http.proxyHost}, {@code https.proxyHost},
 * {@code http.nonProxyHosts}, {@code socksProxyHost} and so on. An HTTP proxy is asked
 * for a tunnel ({@code CONNECT}), also for plain http.
 */
final class SystemProxy {

	private SystemProxy() {
	}

	static @Nullable ProxyHandler handlerFor(Target target) {
		ProxySelector selector = ProxySelector.getDefault();
		if (selector == null) {
			return null;
		}
		String scheme = (target.secure()) ? "https" : "http";
		for (Proxy proxy : selector.select(uri(scheme, target))) {
			if (proxy.type() != Proxy.Type.DIRECT && proxy.address() instanceof InetSocketAddress address) {
				return handler(proxy.type(), resolved(address), scheme);
			}
		}
		return null;
	}

	private static URI uri(String scheme, Target target) {
		try {
			return new URI(scheme, null, target.host(), target.port(), "/", null, null);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("The host of the endpoint can't be put into a URL");
		}
	}

	private static InetSocketAddress resolved(InetSocketAddress address) {
		return (address.isUnresolved()) ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
	}

	private static ProxyHandler handler(Proxy.Type type, InetSocketAddress address, String scheme) {
		String prefix = (type == Proxy.Type.SOCKS) ? "java.net.socks." : scheme + ".proxy";
		String user = System.getProperty((type == Proxy.Type.SOCKS) ? prefix + "username" : prefix + "User");
		String password = System.getProperty((type == Proxy.Type.SOCKS) ? prefix + "password" : prefix + "Password");
		if (user == null || password == null) {
			return (type == Proxy.Type.SOCKS) ? new Socks5ProxyHandler(address) : new HttpProxyHandler(address);
		}
		return (type == Proxy.Type.SOCKS) ? new Socks5ProxyHandler(address, user, password)
				: new HttpProxyHandler(address, user, password);
	}

}
