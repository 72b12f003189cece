package dev.rustauth.telemetry.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of each contender's runs.
 */
final class Results {

	private final Map<String, List<double[]>> runs = new LinkedHashMap<>();

	void add(String contender, double[] numbers) {
		this.runs.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(numbers);
	}

	/** Who has at least one run. */
	List<String> contenders() {
		return List.copyOf(this.runs.keySet());
	}

	boolean has(String contender) {
		return this.runs.containsKey(contender);
	}

	double median(String contender, int column) {
		double[] sorted = sorted(contender, column);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	double min(String contender, int column) {
		return sorted(contender, column)[0];
	}

	double max(String contender, int column) {
		double[] sorted = sorted(contender, column);
		return sorted[sorted.length - 1];
	}

	/**
	 * How a contender's median compares to another's, as text; a dash if the other one
	 * has no run.
	 */
	String ratio(String contender, String other, int column) {
		return (has(other)) ? Table.number(median(contender, column) / median(other, column), 2) : "-";
	}

	/** Lowest and highest, as text. */
	String range(String contender, int column, int decimals) {
		return Table.number(min(contender, column), decimals) + " to " + Table.number(max(contender, column), decimals);
	}

	private double[] sorted(String contender, int column) {
		return this.runs.getOrDefault(contender, List.of())
			.stream()
			.mapToDouble((numbers) -> numbers[column])
			.sorted()
			.toArray();
	}

}
