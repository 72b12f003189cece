package dev.rustauth.telemetry.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that knows {@code CONNECT} and leads every tunnel to the same port of the
 * loopback interface, whatever the client asks for.
 */
public final class TunnelProxy implements AutoCloseable {

	private final ServerSocket server;

	private final int target;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final List<String> tunnels = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private TunnelProxy(int target) {
		this.target = target;
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		thread(this::accept);
	}

	/**
	 * Start a proxy whose tunnels all end at a port.
	 */
	public static TunnelProxy to(int port) {
		return new TunnelProxy(port);
	}

	/**
	 * The proxy's own port.
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * The request line of each tunnel, such as
	 * {@code CONNECT collector.example.com:443 HTTP/1.1}.
	 */
	public List<String> tunnels() {
		return List.copyOf(this.tunnels);
	}

	/**
	 * What the client asked for a tunnel with, headers included.
	 */
	public List<String> heads() {
		return List.copyOf(this.heads);
	}

	@Override
	public void close() {
		closeQuietly(this.server);
		this.sockets.forEach(TunnelProxy::closeQuietly);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				thread(() -> open(client));
			}
			catch (IOException ex) {
				// Closed.
			}
		}
	}

	private void open(Socket client) {
		this.sockets.add(client);
		try {
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				int value = client.getInputStream().read();
				if (value == -1) {
					return;
				}
				head.append((char) value);
			}
			this.heads.add(head.toString());
			this.tunnels.add(head.substring(0, head.indexOf("\r\n")));
			Socket collector = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.sockets.add(collector);
			client.getOutputStream()
				.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			thread(() -> copy(collector, client));
			copy(client, collector);
		}
		catch (IOException ex) {
			closeQuietly(client);
		}
	}

	private static void copy(Socket from, Socket to) {
		try (from; to; InputStream in = from.getInputStream()) {
			in.transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// One side has gone.
		}
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// As good as closed.
		}
	}

	private static void thread(Runnable task) {
		Thread thread = new Thread(task, "tunnel-proxy");
		thread.setDaemon(true);
		thread.start();
	}

}
