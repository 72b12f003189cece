package dev.rustauth.telemetry.secrets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds many patterns in one pass over the bytes: by their first four bytes, and then by
 * comparing. Immutable, safe to share between threads.
 * <p>
 * Where several patterns begin alike, those of one length are compared in one step, by a
 * hash of the bytes. So the cost of a position is bounded by the number of lengths,
 * however many patterns share a prefix.
 */
final class PatternSet {

	/** Every pattern has at least as many bytes. */
	static final int PREFIX = 4;

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	/** Which first two bytes any pattern has: few, so most positions end here. */
	private final boolean[] beginnings = new boolean[1 << 16];

	/** The numbers of the patterns by beginning, by length, and by content. */
	private final Map<Integer, Map<Integer, Map<ByteBuffer, Integer>>> patterns = new HashMap<>();

	/**
	 * Make a set.
	 * @param patterns what to find; each is known by its position, and each different
	 * @throws IndexOutOfBoundsException if one is shorter than four bytes
	 */
	PatternSet(List<byte[]> patterns) {
		for (int i = 0; i < patterns.size(); i++) {
			byte[] pattern = patterns.get(i);
			int prefix = (int) INT.get(pattern, 0);
			this.beginnings[prefix >>> 16] = true;
			this.patterns.computeIfAbsent(prefix, (key) -> new TreeMap<>())
				.computeIfAbsent(pattern.length, (key) -> new HashMap<>())
				.put(ByteBuffer.wrap(pattern), i);
		}
	}

	/**
	 * Search.
	 * @param text where to search
	 * @param found gets every pattern that occurs, as often as it does
	 * @return how many bytes were read: each once, and once more for each length of those
	 * patterns that may begin there
	 */
	long search(byte[] text, Listener found) {
		long reads = text.length;
		for (int start = 0; start + PREFIX <= text.length; start++) {
			int prefix = (int) INT.get(text, start);
			Map<Integer, Map<ByteBuffer, Integer>> candidates = (this.beginnings[prefix >>> 16])
					? this.patterns.get(prefix) : null;
			if (candidates != null) {
				reads += compare(text, start, candidates, found);
			}
		}
		return reads;
	}

	private static long compare(byte[] text, int start, Map<Integer, Map<ByteBuffer, Integer>> candidates,
			Listener found) {
		long reads = 0;
		for (Map.Entry<Integer, Map<ByteBuffer, Integer>> candidate : candidates.entrySet()) {
			int length = candidate.getKey();
			if (start + length <= text.length) {
				Integer pattern = candidate.getValue().get(ByteBuffer.wrap(text, start, length));
				reads += length;
				if (pattern != null) {
					found.found(pattern, start, start + length);
				}
			}
		}
		return reads;
	}

	/**
	 * Gets what is found.
	 */
	@FunctionalInterface
	interface Listener {

		/**
		 * A pattern occurs.
		 * @param pattern its number
		 * @param start where it begins
		 * @param end where it ends, exclusive
		 */
		void found(int pattern, int start, int end);

	}

}
