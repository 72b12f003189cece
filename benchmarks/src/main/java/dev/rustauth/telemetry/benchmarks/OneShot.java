package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the start of a JVM to its first event at the collector, without
 * Spring's context. The clock stands outside of the process that is measured.
 */
final class OneShot implements Scenario {

	@Override
	public List<String> contenders() {
		return List.of("nio-2", "ours", "webclient", "jdk-16");
	}

	@Override
	public int repetitions() {
		return 7;
	}

	/** Not used: see {@link #time}. */
	@Override
	public double[] measure(String contender, int port, CollectorControl control) {
		throw new UnsupportedOperationException();
	}

	static double[] time(String contender, RunningCollector collector) {
		try (CollectorControl control = new CollectorControl(collector.controlPort())) {
			control.reset();
			long start = System.nanoTime();
			Process process = Fork.start(Shot.class, contender, collector.port());
			control.await(1);
			long time = System.nanoTime() - start;
			process.destroyForcibly().onExit().join();
			return new double[] { time / (double) TimeUnit.MILLISECONDS.toNanos(1) };
		}
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "ms", "(range)", "to nio-2", "to webclient");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(results.median(contender, 0), 0), results.range(contender, 0, 0),
					results.ratio(contender, "nio-2", 0), results.ratio(contender, "webclient", 0));
		}
		return table;
	}

}
