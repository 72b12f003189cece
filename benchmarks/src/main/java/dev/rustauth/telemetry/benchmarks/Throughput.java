package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many events per second reach the collector, one POST each, and what they cost. One
 * thread hands in 100,000 events as fast as it can; queues are large enough for all of
 * them, and who has no queue makes the caller wait. The same is done before, without
 * being measured: once, as in a service that was started lately, or five times, by when
 * the compiler of the JVM has settled.
 */
final class Throughput implements Scenario {

	private static final int EVENTS = 100_000;

	private static final int QUEUE_CAPACITY = 131_072;

	private final int warmUps;

	Throughput(int warmUps) {
		this.warmUps = warmUps;
	}

	@Override
	public List<String> contenders() {
		return List.of("nio-2", "nio-16", "ours", "ours-16", "queue-webclient-4", "queue-webclient-16", "webclient-4",
				"webclient-500", "jdk-16");
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		Contender contender = Contenders.open(name, port, QUEUE_CAPACITY);
		control.await(contender.sentAtStart());
		Object event = contender.prepare(Events.event(0));
		for (int i = 0; i < this.warmUps; i++) {
			send(contender, event, control);
		}
		double cpu = Cpu.seconds();
		long start = System.nanoTime();
		send(contender, event, control);
		long time = System.nanoTime() - start;
		cpu = Cpu.seconds() - cpu;
		contender.close();
		return new double[] { EVENTS / (time / (double) TimeUnit.SECONDS.toNanos(1)), cpu };
	}

	private static void send(Contender contender, Object event, CollectorControl control) {
		control.reset();
		for (int i = 0; i < EVENTS; i++) {
			contender.publish(event);
		}
		control.await(EVENTS);
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "events/s", "(range)", "CPU s per 100,000", "(range)", "rate to nio-16",
				"rate to queue-webclient-4", "CPU to nio-16", "CPU to webclient-4");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(results.median(contender, 0), 0), results.range(contender, 0, 0),
					Table.number(results.median(contender, 1), 2), results.range(contender, 1, 2),
					results.ratio(contender, "nio-16", 0), results.ratio(contender, "queue-webclient-4", 0),
					results.ratio(contender, "nio-16", 1), results.ratio(contender, "webclient-4", 1));
		}
		return table;
	}

}
