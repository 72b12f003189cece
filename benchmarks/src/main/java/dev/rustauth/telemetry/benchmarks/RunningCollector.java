package dev.rustauth.telemetry.benchmarks;

/**
 * A {@link Collector} in a process of its own.
 */
final class RunningCollector implements AutoCloseable {

	private final Process process = Fork.start(Collector.class);

	private final int port;

	private final int controlPort;

	RunningCollector() {
		double[] ports = Fork.numbers(this.process);
		this.port = (int) ports[0];
		this.controlPort = (int) ports[1];
	}

	int port() {
		return this.port;
	}

	int controlPort() {
		return this.controlPort;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
