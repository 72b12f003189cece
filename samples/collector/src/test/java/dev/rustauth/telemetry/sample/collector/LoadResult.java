package dev.rustauth.telemetry.sample.collector;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/**
 * What came of a load.
 *
 * @param acknowledged numbers of the events that got a 202
 * @param refused how many events got a 429
 * @param others how many events got anything else
 * @param nanos how long it took
 * @param latencies of the requests, in microseconds, sorted
 */
record LoadResult(BitSet acknowledged, int refused, int others, long nanos, int[] latencies) {

	@Override
	public String toString() {
		return String.format(Locale.ROOT,
				"%,d requests in %.1f s, %,.0f/s acknowledged (202: %,d, 429: %,d, others: %,d); "
						+ "latency ms p50 %.1f, p95 %.1f, p99 %.1f, max %.1f",
				this.latencies.length, this.nanos / 1e9, this.acknowledged.cardinality() * 1e9 / this.nanos,
				this.acknowledged.cardinality(), this.refused, this.others, percentile(0.5), percentile(0.95),
				percentile(0.99), percentile(1));
	}

	private double percentile(double share) {
		int index = (int) Math.ceil(share * this.latencies.length) - 1;
		return this.latencies[Math.max(0, index)] / 1000.0;
	}

	static LoadResult of(BitSet acknowledged, int refused, int others, long nanos, int[] latencies) {
		int[] sorted = latencies.clone();
		Arrays.sort(sorted);
		return new LoadResult(acknowledged, refused, others, nanos, sorted);
	}

}
