package dev.rustauth.telemetry.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A contender's process: measures it in one scenario and prints the numbers.
 */
public final class Measurement {

	private Measurement() {
	}

	/**
	 * Measure.
	 * @param arguments scenario, contender, port of the collector, port of its control
	 */
	public static void main(String[] arguments) {
		Scenario scenario = Main.scenario(arguments[0]);
		try (CollectorControl control = new CollectorControl(Integer.parseInt(arguments[3]))) {
			control.reset();
			double[] numbers = scenario.measure(arguments[1], Integer.parseInt(arguments[2]), control);
			System.out.println(Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" ")));
		}
		// Not everybody's threads are daemons.
		System.exit(0);
	}

}
