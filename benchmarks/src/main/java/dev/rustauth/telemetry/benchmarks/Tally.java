package dev.rustauth.telemetry.benchmarks;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * What reached the collector: requests, and, when asked to record, the events in them by
 * their number, so that lost and repeated ones show. One thread only.
 */
final class Tally {

	/** What stands before an event's number in a body. */
	private static final byte[] NUMBER = { '"', 'n', '"', ':' };

	private final BitSet seen = new BitSet();

	private boolean recording;

	private long requests;

	private long repeated;

	void reset(boolean recording) {
		this.recording = recording;
		this.requests = 0;
		this.repeated = 0;
		this.seen.clear();
	}

	long requests() {
		return this.requests;
	}

	int distinct() {
		return this.seen.cardinality();
	}

	long repeated() {
		return this.repeated;
	}

	/**
	 * How many events came, as far as they were recorded.
	 */
	long events() {
		return distinct() + this.repeated;
	}

	/**
	 * Count a request that is answered with success.
	 */
	void request(ByteBuffer buffer, int from, int to) {
		this.requests++;
		if (this.recording) {
			record(buffer, from, to);
		}
	}

	private void record(ByteBuffer buffer, int from, int to) {
		for (int i = from; i < to - NUMBER.length; i++) {
			if (isNumberAt(buffer, i)) {
				int number = 0;
				for (int j = i + NUMBER.length; j < to && buffer.get(j) >= '0' && buffer.get(j) <= '9'; j++) {
					number = number * 10 + buffer.get(j) - '0';
				}
				if (this.seen.get(number)) {
					this.repeated++;
				}
				this.seen.set(number);
			}
		}
	}

	private static boolean isNumberAt(ByteBuffer buffer, int position) {
		for (int i = 0; i < NUMBER.length; i++) {
			if (buffer.get(position + i) != NUMBER[i]) {
				return false;
			}
		}
		return true;
	}

}
