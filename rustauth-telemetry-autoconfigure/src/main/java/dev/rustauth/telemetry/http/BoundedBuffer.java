package dev.rustauth.telemetry.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes bytes up to a limit, and refuses the one beyond it: an event that is too large
 * costs no more memory than one that just fits.
 */
final class BoundedBuffer extends ByteArrayOutputStream {

	private static final int INITIAL_SIZE = 1024;

	private final int limit;

	BoundedBuffer(int limit) {
		super(INITIAL_SIZE);
		this.limit = limit;
	}

	@Override
	public void write(int value) {
		check(1);
		super.write(value);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		check(length);
		super.write(bytes, offset, length);
	}

	private void check(int length) {
		if (length > this.limit - this.count) {
			throw new FullException();
		}
	}

	@Override
	public String toString() {
		return toString(StandardCharsets.UTF_8);
	}

	/**
	 * The limit is reached.
	 */
	static final class FullException extends RuntimeException {

		private FullException() {
			super("The buffer is full", null, false, false);
		}

	}

}
