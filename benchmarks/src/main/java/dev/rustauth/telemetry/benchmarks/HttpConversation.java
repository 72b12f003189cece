package dev.rustauth.telemetry.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection of a client to the {@link Collector}: requests with a
 * {@code Content-Length}, one after the other, each answered at once with the status of
 * the moment. As cheap as can be, so that the clients are measured and not this.
 */
final class HttpConversation {

	private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

	private final SocketChannel channel;

	private ByteBuffer input = ByteBuffer.allocate(16 * 1024);

	HttpConversation(SocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Read what is there and answer what is complete.
	 * @param answer the response
	 * @param success whether it says that the event was taken
	 * @param silent whether nothing is answered
	 * @return whether the connection is still open
	 */
	boolean read(Tally tally, ByteBuffer answer, boolean success, boolean silent) throws IOException {
		int count = this.channel.read(this.input);
		while (count > 0) {
			takeRequests(tally, answer, success, silent);
			if (!this.input.hasRemaining()) {
				this.input = ByteBuffer.allocate(this.input.capacity() * 4).put(this.input.flip());
			}
			count = this.channel.read(this.input);
		}
		return count >= 0;
	}

	private void takeRequests(Tally tally, ByteBuffer answer, boolean success, boolean silent) throws IOException {
		int start = 0;
		int end = requestEnd(start);
		while (end > 0) {
			if (success && !silent) {
				tally.request(this.input, start, end);
			}
			ByteBuffer response = answer.duplicate();
			while (!silent && response.hasRemaining()) {
				this.channel.write(response);
			}
			start = end;
			end = requestEnd(start);
		}
		if (start > 0) {
			this.input.flip().position(start);
			this.input.compact();
		}
	}

	/**
	 * Where the request that begins at a position ends, -1 if it isn't complete.
	 */
	private int requestEnd(int start) {
		int limit = this.input.position();
		int lineStart = start;
		int length = 0;
		for (int i = start; i < limit; i++) {
			if (this.input.get(i) == '\n') {
				if (i - lineStart <= 1) {
					return (i + 1 + length <= limit) ? i + 1 + length : -1;
				}
				if (isLength(lineStart, i)) {
					length = number(lineStart + LENGTH.length, i);
				}
				lineStart = i + 1;
			}
		}
		return -1;
	}

	private boolean isLength(int from, int to) {
		if (to - from <= LENGTH.length) {
			return false;
		}
		for (int i = 0; i < LENGTH.length; i++) {
			byte character = this.input.get(from + i);
			if (((character >= 'A' && character <= 'Z') ? character + 32 : character) != LENGTH[i]) {
				return false;
			}
		}
		return true;
	}

	private int number(int from, int to) {
		int number = 0;
		for (int i = from; i < to; i++) {
			byte character = this.input.get(i);
			if (character >= '0' && character <= '9') {
				number = number * 10 + character - '0';
			}
		}
		return number;
	}

}
