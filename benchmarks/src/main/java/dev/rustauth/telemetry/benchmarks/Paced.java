package dev.rustauth.telemetry.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a call of {@code publish} costs a caller that publishes 2,000 events per second,
 * each call timed: shows what a tight loop hides. The caller sleeps between the calls.
 * Two seconds of warm-up, then five that count.
 */
final class Paced implements Scenario {

	private static final int PER_SECOND = 2000;

	private static final int WARM_UP = 2 * PER_SECOND;

	private static final int EVENTS = 5 * PER_SECOND;

	@Override
	public List<String> contenders() {
		return List.of("nio-16", "ours", "zipkin", "opentelemetry", "webclient");
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		Contender contender = Contenders.open(name, port, 0);
		Object event = contender.prepare(Events.event(0));
		pace(contender, event, WARM_UP);
		double cpu = Cpu.seconds();
		long[] times = pace(contender, event, EVENTS);
		cpu = Cpu.seconds() - cpu;
		Arrays.sort(times);
		contender.close();
		return new double[] { micros(times, 0.5), micros(times, 0.99), micros(times, 0.999), cpu,
				contender.reported() };
	}

	private static long[] pace(Contender contender, Object event, int events) {
		long[] times = new long[events];
		long interval = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
		long next = System.nanoTime();
		for (int i = 0; i < events; i++) {
			next += interval;
			Pause.until(next);
			long start = System.nanoTime();
			contender.publish(event);
			times[i] = System.nanoTime() - start;
		}
		return times;
	}

	private static double micros(long[] sorted, double quantile) {
		return sorted[(int) (sorted.length * quantile)] / (double) TimeUnit.MICROSECONDS.toNanos(1);
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "p50 µs", "p99 µs", "p99.9 µs", "CPU s in 5 s", "lost of 14,000",
				"p50 to nio-16", "p99 to nio-16", "p50 to opentelemetry", "p99 to opentelemetry");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(results.median(contender, 0), 2),
					Table.number(results.median(contender, 1), 1), Table.number(results.median(contender, 2), 1),
					Table.number(results.median(contender, 3), 2), CloseAfterBurst.reported(results, contender, 4),
					results.ratio(contender, "nio-16", 0), results.ratio(contender, "nio-16", 1),
					results.ratio(contender, "opentelemetry", 0), results.ratio(contender, "opentelemetry", 1));
		}
		return table;
	}

}
