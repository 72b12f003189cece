package dev.rustauth.telemetry.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runs the benchmarks and prints Markdown tables. Arguments: the name of a scenario, how
 * often each contender is measured, and which contenders, separated by commas; or
 * {@code jmh} and options of JMH.
 */
public final class Main {

	private static final Map<String, Supplier<Scenario>> SCENARIOS = new TreeMap<>(
			Map.of("throughput", () -> new Throughput(1), "throughput-warm", () -> new Throughput(5), "batches",
					Batches::new, "one-shot", OneShot::new, "paced", Paced::new, "outage", Outage::new, "close",
					CloseAfterBurst::new, "dead-collector", DeadCollector::new, "idle", Idle::new));

	private Main() {
	}

	/**
	 * Run one benchmark.
	 * @param arguments which, and its options
	 * @throws Exception if JMH can't run
	 */
	public static void main(String[] arguments) throws Exception {
		String name = (arguments.length > 0) ? arguments[0] : "";
		if (name.equals("jmh")) {
			CallerCost.run(List.of(arguments).subList(1, arguments.length));
			return;
		}
		if (!SCENARIOS.containsKey(name)) {
			System.err.println("Usage: (jmh | " + String.join(" | ", SCENARIOS.keySet())
					+ ") [repetitions [contender,contender...]]");
			System.exit(2);
		}
		Scenario scenario = scenario(name);
		int repetitions = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : scenario.repetitions();
		List<String> contenders = (arguments.length > 2) ? List.of(arguments[2].split(",")) : scenario.contenders();
		Results results = new Results();
		try (RunningCollector collector = new RunningCollector()) {
			for (int i = 0; i < repetitions; i++) {
				for (String contender : contenders) {
					measure(name, contender, collector, results);
				}
			}
		}
		System.out.println(scenario.table(results));
	}

	static Scenario scenario(String name) {
		return SCENARIOS.get(name).get();
	}

	private static void measure(String scenario, String contender, RunningCollector collector, Results results) {
		try {
			double[] numbers = (scenario.equals("one-shot")) ? OneShot.time(contender, collector) : Fork
				.numbers(Fork.start(Measurement.class, scenario, contender, collector.port(), collector.controlPort()));
			System.err.println(scenario + " " + contender + " " + Arrays.toString(numbers));
			results.add(contender, numbers);
		}
		catch (IllegalStateException ex) {
			System.err.println(scenario + " " + contender + ": " + ex.getMessage());
		}
	}

}
