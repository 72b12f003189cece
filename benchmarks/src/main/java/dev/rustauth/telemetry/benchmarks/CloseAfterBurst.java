package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * 10,000 events as fast as one thread can hand them in, to a healthy collector, by a JVM
 * that has just started, and then close at once. What is neither at the collector nor
 * reported, as lost or as sent without an answer, is a silent loss.
 */
final class CloseAfterBurst implements Scenario {

	private static final int EVENTS = 10_000;

	private static final int ROOM_FOR_ALL = 16_384;

	@Override
	public List<String> contenders() {
		return List.of("nio-16 large", "ours", "ours large", "queue-webclient-16", "zipkin", "opentelemetry",
				"webclient");
	}

	@Override
	public int repetitions() {
		return 1;
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		Object[] events = new Object[EVENTS];
		boolean large = name.endsWith(" large");
		Contender contender = Contenders.open(name.replace(" large", ""), port, (large) ? ROOM_FOR_ALL : 0);
		control.await(contender.sentAtStart());
		control.record();
		for (int i = 0; i < EVENTS; i++) {
			events[i] = contender.prepare(Events.event(i));
		}
		for (int i = 0; i < EVENTS; i++) {
			contender.publish(events[i]);
		}
		long start = System.nanoTime();
		contender.close();
		long time = System.nanoTime() - start;
		long reported = contender.reported();
		CollectorControl.Count count = control.settled();
		long missing = EVENTS - count.distinct() - Math.max(0, reported);
		return new double[] { count.distinct(), count.repeated(), reported, contender.unknown(),
				Math.max(0, missing - contender.unknown()), Math.max(0, -missing),
				time / (double) TimeUnit.SECONDS.toNanos(1) };
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "offered", "at the collector", "duplicates", "reported as lost",
				"reported as unanswered", "silently lost", "reported as lost and yet there", "close took s");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(EVENTS, 0), Table.number(results.median(contender, 0), 0),
					Table.number(results.median(contender, 1), 0), reported(results, contender, 2),
					Table.number(results.median(contender, 3), 0), Table.number(results.median(contender, 4), 0),
					Table.number(results.median(contender, 5), 0), Table.number(results.median(contender, 6), 2));
		}
		return table;
	}

	static String reported(Results results, String contender, int column) {
		double reported = results.median(contender, column);
		return (reported < 0) ? "says nothing" : Table.number(reported, 0);
	}

}
