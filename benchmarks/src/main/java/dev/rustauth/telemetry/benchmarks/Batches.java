package dev.rustauth.telemetry.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many events per second reach the collector in batches of 100, and what they cost.
 * One thread hands in 100,000 events as fast as it can and waits until the collector has
 * counted all of them; queues are large enough. That is done thirty times without being
 * measured, by when the compiler of the JVM has settled, and then twenty times more.
 */
final class Batches implements Scenario {

	static final int BATCH = 100;

	private static final int EVENTS = 100_000;

	private static final int QUEUE_CAPACITY = 131_072;

	private static final int WARM_UPS = 30;

	private static final int ROUNDS = 20;

	@Override
	public List<String> contenders() {
		return List.of("ours-batch", "zipkin-100", "opentelemetry-100", "segment-100");
	}

	@Override
	public double[] measure(String name, int port, CollectorControl control) {
		Contender contender = Contenders.open(name, port, QUEUE_CAPACITY);
		control.await(contender.sentAtStart());
		Object event = contender.prepare(Events.event(0));
		for (int i = 0; i < WARM_UPS; i++) {
			send(contender, event, control);
		}
		long requests = 0;
		double threads = threads();
		double cpu = Cpu.seconds();
		long start = System.nanoTime();
		for (int i = 0; i < ROUNDS; i++) {
			requests += send(contender, event, control);
		}
		long time = System.nanoTime() - start;
		cpu = Cpu.seconds() - cpu;
		threads = threads() - threads;
		contender.close();
		double rate = ROUNDS * (EVENTS / (time / (double) TimeUnit.SECONDS.toNanos(1)));
		return new double[] { rate, cpu / ROUNDS, ROUNDS * EVENTS / (double) requests, threads / ROUNDS };
	}

	/**
	 * Send a round.
	 * @return in how many requests
	 */
	private static long send(Contender contender, Object event, CollectorControl control) {
		control.record();
		for (int i = 0; i < EVENTS; i++) {
			contender.publish(event);
		}
		contender.flush();
		control.awaitEvents(EVENTS);
		CollectorControl.Count count = control.count();
		if (count.distinct() + count.repeated() != EVENTS) {
			throw new IllegalStateException(count.toString());
		}
		return count.requests();
	}

	@Override
	public Table table(Results results) {
		Table table = new Table("contender", "events/s", "(range)", "CPU s per 100,000", "(range)", "of its threads",
				"events a request", "rate to zipkin-100", "CPU to zipkin-100", "CPU to opentelemetry-100",
				"CPU to segment-100");
		for (String contender : results.contenders()) {
			table.row(contender, Table.number(results.median(contender, 0), 0), results.range(contender, 0, 0),
					Table.number(results.median(contender, 1), 3), results.range(contender, 1, 3),
					Table.number(results.median(contender, 3), 3), Table.number(results.median(contender, 2), 0),
					results.ratio(contender, "zipkin-100", 0), results.ratio(contender, "zipkin-100", 1),
					results.ratio(contender, "opentelemetry-100", 1), results.ratio(contender, "segment-100", 1));
		}
		return table;
	}

	/**
	 * Processor time of all threads of Java code, this one included, which publishes.
	 */
	private static double threads() {
		return Cpu.threads() + Cpu.thisThread();
	}

}
