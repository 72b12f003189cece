package dev.rustauth.telemetry.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks with one and two threads, or as many as {@code -t} says, and
 * prints one table.
 */
final class CallerCost {

	private static final String FLOOR = "bare-queue";

	private CallerCost() {
	}

	static void run(List<String> arguments) throws Exception {
		CommandLineOptions options = new CommandLineOptions(arguments.toArray(String[]::new));
		List<Integer> threads = (options.getThreads().hasValue()) ? List.of(options.getThreads().get()) : List.of(1, 2);
		Table table = new Table("contender", "threads", "ns (median)", "(range)", "caller's B", "to " + FLOOR);
		for (int count : threads) {
			Collection<RunResult> results = new Runner(
					new OptionsBuilder().parent(options).threads(count).addProfiler(GCProfiler.class).build())
				.run();
			rows(table, count, results);
		}
		System.out.println(table);
	}

	private static void rows(Table table, int threads, Collection<RunResult> results) {
		Map<String, RunResult> byContender = new LinkedHashMap<>();
		results.forEach((result) -> byContender.put(result.getParams().getParam("contender"), result));
		byContender.forEach((contender, result) -> {
			RunResult floor = byContender.get(FLOOR);
			table.row(contender, String.valueOf(threads), Table.number(median(result), 1),
					Table.number(result.getPrimaryResult().getStatistics().getMin(), 1) + " to "
							+ Table.number(result.getPrimaryResult().getStatistics().getMax(), 1),
					Table.number(bytes(result), 1),
					(floor != null) ? Table.number(median(result) / median(floor), 2) : "-");
		});
	}

	private static double median(RunResult result) {
		return result.getPrimaryResult().getStatistics().getPercentile(50);
	}

	/**
	 * What the caller's threads allocated, if the benchmark says so, else what all did.
	 */
	private static double bytes(RunResult result) {
		return (has(result, "bytes")) ? score(result, "bytes") / score(result, "events")
				: score(result, "gc.alloc.rate.norm");
	}

	private static boolean has(RunResult result, String name) {
		return result.getSecondaryResults().containsKey(name);
	}

	private static double score(RunResult result, String name) {
		return result.getSecondaryResults().get(name).getScore();
	}

}
