package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The collector answers 503 for two of six seconds, while 200 events per second come in.
 * Every event has a number; what counts is which numbers arrive, and how often.
 */
final class Outage implements Scenario {

	private static final int PER_SECOND = 200;

	private static final int EVENTS = 6 * PER_SECOND;

	private static final int DOWN_AT = 2 * PER_SECOND;

	private static final int UP_AT = 4 * PER_SECOND;

	@Override
	public List<String> contenders() {
		return List.of("ours", "zipkin", "opentelemetry", "webclient");
	}

	@Override
	public int repetitions() {
		return 1;
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		Contender contender = Contenders.open(name, port, 0);
		control.await(contender.sentAtStart());
		control.record();
		long interval = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
		long start = System.nanoTime();
		for (int i = 0; i < EVENTS; i++) {
			Pause.until(start + i * interval);
			if (i == DOWN_AT) {
				control.status(503);
			}
			else if (i == UP_AT) {
				control.status(200);
			}
			contender.publish(contender.prepare(Events.event(i)));
		}
		CollectorControl.Count count = control.settled();
		contender.close();
		return new double[] { EVENTS - count.distinct(), count.repeated(), contender.reported() };
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "offered", "lost", "duplicates", "lost as it says itself");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(EVENTS, 0), Table.number(results.median(contender, 0), 0),
					Table.number(results.median(contender, 1), 0), CloseAfterBurst.reported(results, contender, 2));
		}
		return table;
	}

}
