package dev.rustauth.telemetry.tripwire;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds many patterns in one pass over the bytes (Aho and Corasick, "Efficient string
 * matching", 1975). Immutable, safe to share between threads.
 * <p>
 * Transitions are kept in one hash table rather than in 256 numbers per state: most
 * states have a single one. What a search costs is bounded by the bytes and the states,
 * whatever the text.
 */
final class PatternAutomaton {

	private static final int BYTES = 256;

	/** Spreads keys over the table: the golden ratio of 32 bits. */
	private static final int SPREAD = 0x9E3779B9;

	private final int[] fromRoot = new int[BYTES];

	private final int states;

	private final int[] keys;

	private final int[] targets;

	private final int shift;

	/** Where to go on from a state that has no transition for a byte. */
	private final int[] fallback;

	/**
	 * For the states after one byte, in which a search is most of the time: the next
	 * state for every byte, fallbacks included. {@code null} for all others.
	 */
	private final int[] @Nullable [] rows;

	/** The pattern that ends in a state, or -1. */
	private final int[] pattern;

	/** The next state on the way of fallbacks in which a pattern ends, or 0. */
	private final int[] nextEnd;

	PatternAutomaton(List<byte[]> patterns) {
		int most = patterns.stream().mapToInt((bytes) -> bytes.length).sum() + 1;
		int bits = Math.max(4, 32 - Integer.numberOfLeadingZeros(most * 2));
		this.keys = new int[1 << bits];
		this.targets = new int[1 << bits];
		this.shift = 32 - bits;
		int[] parent = new int[most];
		byte[] label = new byte[most];
		this.pattern = new int[most];
		Arrays.fill(this.pattern, -1);
		this.states = grow(patterns, parent, label);
		this.fallback = new int[this.states];
		this.nextEnd = new int[this.states];
		connect(parent, label);
		this.rows = new int[this.states][];
		for (int first : this.fromRoot) {
			if (first != 0) {
				this.rows[first] = row(first);
			}
		}
	}

	private int[] row(int first) {
		int[] row = new int[BYTES];
		for (int character = 0; character < BYTES; character++) {
			int next = next(first, character);
			row[character] = (next >= 0) ? next : this.fromRoot[character];
		}
		return row;
	}

	private int grow(List<byte[]> patterns, int[] parent, byte[] label) {
		int count = 1;
		for (int i = 0; i < patterns.size(); i++) {
			int state = 0;
			for (byte character : patterns.get(i)) {
				int next = next(state, character & 0xFF);
				if (next <= 0) {
					next = count++;
					parent[next] = state;
					label[next] = character;
					put(state, character & 0xFF, next);
				}
				state = next;
			}
			if (state != 0 && this.pattern[state] < 0) {
				this.pattern[state] = i;
			}
		}
		return count;
	}

	/**
	 * Level by level, so that what a state refers to is complete.
	 */
	private void connect(int[] parent, byte[] label) {
		int[] depth = new int[this.states];
		int deepest = 0;
		for (int state = 1; state < this.states; state++) {
			// A parent has a smaller number than its children.
			depth[state] = depth[parent[state]] + 1;
			deepest = Math.max(deepest, depth[state]);
		}
		int[] starts = new int[deepest + 2];
		for (int state = 0; state < this.states; state++) {
			starts[depth[state] + 1]++;
		}
		for (int level = 1; level < starts.length; level++) {
			starts[level] += starts[level - 1];
		}
		int[] ordered = new int[this.states];
		for (int state = 0; state < this.states; state++) {
			ordered[starts[depth[state]]++] = state;
		}
		for (int state : ordered) {
			if (depth[state] > 1) {
				int character = label[state] & 0xFF;
				int candidate = this.fallback[parent[state]];
				int next = next(candidate, character);
				while (next < 0) {
					candidate = this.fallback[candidate];
					next = next(candidate, character);
				}
				this.fallback[state] = next;
				this.nextEnd[state] = (this.pattern[next] >= 0) ? next : this.nextEnd[next];
			}
		}
	}

	private void put(int state, int character, int target) {
		if (state == 0) {
			this.fromRoot[character] = target;
			return;
		}
		int key = state << 8 | character;
		int slot = slot(key);
		while (this.keys[slot] != 0) {
			slot = (slot + 1) & (this.keys.length - 1);
		}
		this.keys[slot] = key;
		this.targets[slot] = target;
	}

	/**
	 * The state after a byte: -1 if there is none; the root always has one.
	 */
	private int next(int state, int character) {
		if (state == 0) {
			return this.fromRoot[character];
		}
		int key = state << 8 | character;
		for (int slot = slot(key); this.keys[slot] != 0; slot = (slot + 1) & (this.keys.length - 1)) {
			if (this.keys[slot] == key) {
				return this.targets[slot];
			}
		}
		return -1;
	}

	private int slot(int key) {
		return (key * SPREAD) >>> this.shift;
	}

	/**
	 * How many states there are: at most the bytes of all patterns, and one.
	 */
	int states() {
		return this.states;
	}

	/**
	 * Search.
	 * @param text where to search
	 * @param found gets the number of every pattern that occurs
	 * @return how many states were visited: at most two for each byte, and every state
	 * once more
	 */
	long search(byte[] text, BitSet found) {
		BitSet ends = new BitSet();
		long visits = 0;
		int state = 0;
		for (byte character : text) {
			int @Nullable [] row = this.rows[state];
			int next = (row != null) ? row[character & 0xFF] : next(state, character & 0xFF);
			visits++;
			while (next < 0) {
				state = this.fallback[state];
				row = this.rows[state];
				next = (row != null) ? row[character & 0xFF] : next(state, character & 0xFF);
				visits++;
			}
			state = next;
			int end = (this.pattern[state] >= 0) ? state : this.nextEnd[state];
			while (end != 0 && !ends.get(end)) {
				ends.set(end);
				found.set(this.pattern[end]);
				end = this.nextEnd[end];
				visits++;
			}
		}
		return visits;
	}

}
