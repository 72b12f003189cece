package dev.rustauth.telemetry.sample.collector.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for Tomcat, with a limit on the connections of one address: it is closed when it
 * is accepted, before anything is read. Tomcat itself knows one limit for all, which a
 * single sender could use up. Public, because Tomcat makes it by its name.
 */
public final class AddressLimitedProtocol extends Http11NioProtocol {

	private final Endpoint endpoint;

	/**
	 * Make one without a limit.
	 */
	public AddressLimitedProtocol() {
		this(new Endpoint());
	}

	private AddressLimitedProtocol(Endpoint endpoint) {
		super(endpoint);
		this.endpoint = endpoint;
	}

	/**
	 * Limit the connections of one address.
	 * @param limit how many may be open, 0 for any number
	 */
	void setConnectionsPerAddress(int limit) {
		this.endpoint.connectionsPerAddress = limit;
	}

	/**
	 * Counts among the connections that are open, so that there is no second count to go
	 * wrong.
	 */
	private static final class Endpoint extends NioEndpoint {

		private volatile int connectionsPerAddress;

		@Override
		protected boolean setSocketOptions(SocketChannel socket) {
			int limit = this.connectionsPerAddress;
			if (limit > 0 && this.connections.size() >= limit && count(address(socket)) >= limit) {
				destroySocket(socket);
				return false;
			}
			return super.setSocketOptions(socket);
		}

		private long count(@Nullable InetAddress address) {
			return this.connections.keySet()
				.stream()
				.filter((socket) -> address != null && address.equals(address(socket)))
				.count();
		}

		private static @Nullable InetAddress address(SocketChannel socket) {
			try {
				SocketAddress address = socket.getRemoteAddress();
				return (address instanceof InetSocketAddress internet) ? internet.getAddress() : null;
			}
			catch (IOException ex) {
				// Closed by now.
				return null;
			}
		}

	}

}
