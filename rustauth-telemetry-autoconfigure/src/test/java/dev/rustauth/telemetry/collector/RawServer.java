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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server that writes bytes as a test has them, for what no HTTP server would answer.
 */
public final class RawServer implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

	private final ServerSocket server;

	private final Handler handler;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<Socket> ended = new CopyOnWriteArrayList<>();

	private RawServer(ServerSocketFactory sockets, Handler handler) {
		this.handler = handler;
		try {
			this.server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		thread(this::accept);
	}

	/**
	 * Start a server.
	 * @param handler called for each connection, on a thread of its own
	 */
	public static RawServer start(Handler handler) {
		return new RawServer(ServerSocketFactory.getDefault(), handler);
	}

	/**
	 * Start a server for https.
	 * @param tls its certificate
	 * @param handler as of {@link #start}; gets an {@code SSLSocket}
	 */
	public static RawServer startTls(SSLContext tls, Handler handler) {
		return new RawServer(tls.getServerSocketFactory(), handler);
	}

	/**
	 * Start a server that reads request after request, and answers each with the same.
	 */
	public static RawServer answering(String answer) {
		return start((server, socket) -> {
			while (server.readRequest(socket, true)) {
				write(socket, answer);
			}
		});
	}

	public String url() {
		return "http://127.0.0.1:" + port() + "/telemetry";
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * The head of each request.
	 */
	public List<String> heads() {
		return List.copyOf(this.heads);
	}

	/**
	 * How many connections the client hasn't closed.
	 */
	public int openConnections() {
		return this.sockets.size() - this.ended.size();
	}

	/**
	 * How many connections were made.
	 */
	public int connections() {
		return this.sockets.size();
	}

	/**
	 * Read a request.
	 * @return whether there was one
	 */
	public boolean readRequest(Socket socket, boolean withBody) throws IOException {
		InputStream in = socket.getInputStream();
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int value = in.read();
			if (value == -1) {
				return false;
			}
			head.append((char) value);
		}
		this.heads.add(head.toString());
		Matcher length = LENGTH.matcher(head);
		if (withBody && length.find()) {
			in.readNBytes(Integer.parseInt(length.group(1)));
		}
		return true;
	}

	public static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		socket.getOutputStream().flush();
	}

	/**
	 * Read until the client closes.
	 */
	public static void drain(Socket socket) throws IOException {
		socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
	}

	@Override
	public void close() {
		closeQuietly(this.server);
		this.sockets.forEach(RawServer::closeQuietly);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				thread(() -> handle(socket));
			}
			catch (IOException ex) {
				// Closed.
			}
		}
	}

	private void handle(Socket socket) {
		try {
			this.handler.handle(this, socket);
		}
		catch (IOException ex) {
			// The client has gone.
		}
		finally {
			closeQuietly(socket);
			this.ended.add(socket);
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
		Thread thread = new Thread(task, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What happens to a connection, which is closed afterwards.
	 */
	@FunctionalInterface
	public interface Handler {

		void handle(RawServer server, Socket socket) throws IOException;

	}

}
