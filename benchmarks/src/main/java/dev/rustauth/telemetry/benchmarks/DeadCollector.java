package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long close takes when the collector accepts connections and requests and never
 * answers: 100 events, half a second, close. Ours is told to take 2 seconds at most.
 */
final class DeadCollector implements Scenario {

	private static final int EVENTS = 100;

	@Override
	public List<String> contenders() {
		return List.of("nio-16", "ours", "zipkin", "opentelemetry");
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		Contender contender = Contenders.open(name, port, 0);
		control.await(contender.sentAtStart());
		control.hang();
		for (int i = 0; i < EVENTS; i++) {
			contender.publish(contender.prepare(Events.event(i)));
		}
		Pause.millis(500);
		long start = System.nanoTime();
		contender.close();
		long time = System.nanoTime() - start;
		return new double[] { time / (double) TimeUnit.SECONDS.toNanos(1),
				Math.max(-1, contender.reported() + contender.unknown()) };
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "close took s", "(range)", "events reported as lost or unknown, of 100");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(results.median(contender, 0), 2), results.range(contender, 0, 2),
					CloseAfterBurst.reported(results, contender, 1));
		}
		return table;
	}

}
