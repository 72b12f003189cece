package dev.rustauth.telemetry.benchmarks;

import java.util.List;

/**
 * Something that is measured of each contender in a process of its own.
 */
interface Scenario {

	/** Who takes part, the floor first. */
	List<String> contenders();

	/** How often each is measured, alternating. */
	default int repetitions() {
		return 3;
	}

	/**
	 * Measure one. Called in the contender's process.
	 * @param contender who
	 * @param port where the collector listens
	 * @param control tells the collector what to do; it has been reset
	 * @return numbers that {@link #table} understands
	 */
	double[] measure(String contender, int port, CollectorControl control);

	/**
	 * What came out, as a Markdown table.
	 */
	Table table(Results results);

}
