package dev.rustauth.telemetry.http;

import java.io.ByteArrayOutputStream;

/**
 * Takes bytes up to a limit, and refuses the one beyond it: an event that is too large
 * costs no more memory than one that just fits.
 */
final class BoundedBuffer extends ByteArrayOutputStream {

	private final int limit;

	BoundedBuffer(int limit) {
		// Grows to what is written first, which is all of a small event.
		super(0);
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

	/**
	 * The limit is reached.
	 */
	static final class FullException extends RuntimeException {

		private FullException() {
			super("The buffer is full", null, false, false);
		}

	}

}
