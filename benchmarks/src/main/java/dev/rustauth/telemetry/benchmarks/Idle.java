package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What ten seconds cost in which nothing is published: processor time of the process and
 * of the contender's own threads. {@code nothing} is a JVM that only waits.
 */
final class Idle implements Scenario {

	private static final int EVENTS = 100;

	private static final long SETTLE_MILLIS = 3000;

	private static final long IDLE_MILLIS = 10_000;

	@Override
	public List<String> contenders() {
		return List.of("nothing", "ours", "nio-16", "zipkin", "opentelemetry");
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		if (!name.equals("nothing")) {
			Contender contender = Contenders.open(name, port, 0);
			for (int i = 0; i < EVENTS; i++) {
				contender.publish(contender.prepare(Events.event(i)));
			}
			control.await(1);
		}
		Pause.millis(SETTLE_MILLIS);
		double process = Cpu.seconds();
		double threads = Cpu.threads();
		Pause.millis(IDLE_MILLIS);
		return new double[] { millis(Cpu.seconds() - process), millis(Cpu.threads() - threads) };
	}

	private static double millis(double seconds) {
		return seconds * TimeUnit.SECONDS.toMillis(1);
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "CPU ms of the process in 10 s", "(range)", "CPU ms of its threads");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(results.median(contender, 0), 1), results.range(contender, 0, 1),
					Table.number(results.median(contender, 1), 1));
		}
		return table;
	}

}
