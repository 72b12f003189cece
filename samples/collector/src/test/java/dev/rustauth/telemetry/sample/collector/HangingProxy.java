package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and a server of this machine, and can stop passing anything on
 * without closing anything.
 */
final class HangingProxy implements AutoCloseable {

	private final ServerSocket server;

	private final int target;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition resumed = this.lock.newCondition();

	private boolean hanging;

	private HangingProxy(ServerSocket server, int target) {
		this.server = server;
		this.target = target;
	}

	static HangingProxy to(int target) throws IOException {
		HangingProxy proxy = new HangingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
		start(proxy::accept);
		return proxy;
	}

	int port() {
		return this.server.getLocalPort();
	}

	void hang() {
		set(true);
	}

	void resume() {
		set(false);
	}

	private void set(boolean hanging) {
		this.lock.lock();
		try {
			this.hanging = hanging;
			this.resumed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				Socket backend = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(client);
				this.sockets.add(backend);
				start(() -> pump(client, backend));
				start(() -> pump(backend, client));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] buffer = new byte[65_536];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
				awaitResumed();
				out.write(buffer, 0, size);
				out.flush();
			}
		}
		catch (IOException ex) {
			// Closed by either side.
		}
	}

	private void awaitResumed() {
		this.lock.lock();
		try {
			while (this.hanging) {
				this.resumed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "hanging-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		resume();
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
