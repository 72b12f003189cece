package dev.rustauth.telemetry.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The collector of the whole-process measurements, in a process of its own: one thread,
 * one selector, no parsing beyond what is needed. Prints its two ports, the one for
 * events and the one for {@link CollectorControl}, and ends with its standard input.
 */
public final class Collector {

	private final Selector selector = Selector.open();

	private final Tally tally = new Tally();

	private final List<Waiter> waiters = new ArrayList<>();

	private ByteBuffer answer = answer(200);

	private boolean success = true;

	private boolean silent;

	private Collector() throws IOException {
	}

	/**
	 * Run until the standard input ends.
	 * @param arguments none
	 * @throws IOException if there is no socket to be had
	 */
	public static void main(String[] arguments) throws IOException {
		Thread lifeline = new Thread(Collector::endWithInput);
		lifeline.setDaemon(true);
		lifeline.start();
		new Collector().serve();
	}

	private static void endWithInput() {
		try {
			while (System.in.read() >= 0) {
				// Nobody says anything.
			}
		}
		catch (IOException ex) {
			// Ended as well.
		}
		System.exit(0);
	}

	private void serve() throws IOException {
		int events = listen(false);
		int control = listen(true);
		System.out.println(events + " " + control);
		System.out.flush();
		while (true) {
			this.selector.select(this::ready);
		}
	}

	private int listen(boolean control) throws IOException {
		ServerSocketChannel server = ServerSocketChannel.open();
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		server.configureBlocking(false);
		server.register(this.selector, SelectionKey.OP_ACCEPT, control);
		return ((InetSocketAddress) server.getLocalAddress()).getPort();
	}

	private void ready(SelectionKey key) {
		try {
			if (key.attachment() instanceof Boolean control) {
				accept((ServerSocketChannel) key.channel(), control);
			}
			else if (key.attachment() instanceof HttpConversation conversation) {
				if (!conversation.read(this.tally, this.answer, this.success, this.silent)) {
					key.channel().close();
				}
				answerWaiters();
			}
			else {
				command((SocketChannel) key.channel());
			}
		}
		catch (IOException ex) {
			close(key);
		}
	}

	private static void close(SelectionKey key) {
		try {
			key.channel().close();
		}
		catch (IOException ex) {
			// Gone anyway.
		}
	}

	private void accept(ServerSocketChannel server, boolean control) throws IOException {
		SocketChannel channel = server.accept();
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		channel.register(this.selector, SelectionKey.OP_READ, (control) ? null : new HttpConversation(channel));
	}

	/**
	 * A command comes in one piece: whoever sends it waits for the answer.
	 */
	private void command(SocketChannel channel) throws IOException {
		ByteBuffer line = ByteBuffer.allocate(256);
		if (channel.read(line) < 0) {
			channel.close();
			return;
		}
		String[] words = StandardCharsets.US_ASCII.decode(line.flip()).toString().strip().split(" ");
		switch (words[0]) {
			case "reset" -> reset(words.length > 1);
			case "status" -> status(Integer.parseInt(words[1]));
			case "hang" -> hang();
			case "await" -> this.waiters.add(new Waiter(channel, Long.parseLong(words[1]), this.tally::requests));
			case "await-events" -> this.waiters.add(new Waiter(channel, Long.parseLong(words[1]), this.tally::events));
			default ->
				reply(channel, this.tally.requests() + " " + this.tally.distinct() + " " + this.tally.repeated());
		}
		if (!words[0].startsWith("await") && !words[0].equals("count")) {
			reply(channel, "ok");
		}
		answerWaiters();
	}

	private void reset(boolean recording) {
		this.tally.reset(recording);
		this.silent = false;
		status(200);
	}

	private void hang() {
		this.silent = true;
	}

	private void status(int status) {
		this.answer = answer(status);
		this.success = status < 300;
	}

	private void answerWaiters() throws IOException {
		for (int i = this.waiters.size() - 1; i >= 0; i--) {
			if (this.waiters.get(i).isOver()) {
				reply(this.waiters.remove(i).channel, "ok");
			}
		}
	}

	private static void reply(SocketChannel channel, String text) throws IOException {
		channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
	}

	private static ByteBuffer answer(int status) {
		return ByteBuffer
			.wrap(("HTTP/1.1 " + status + " -\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private record Waiter(SocketChannel channel, long count, LongSupplier counter) {

		boolean isOver() {
			return this.counter.getAsLong() >= this.count;
		}

	}

}
