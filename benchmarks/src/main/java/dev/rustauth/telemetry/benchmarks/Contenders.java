package dev.rustauth.telemetry.benchmarks;

import java.time.Duration;

import dev.rustauth.telemetry.delivery.DeliverySettings;

/**
 * The contenders by name. Each is a class of its own that is loaded only if asked for, so
 * that a cold start pays for nobody else.
 */
final class Contenders {

	private Contenders() {
	}

	/**
	 * Start one.
	 * @param name which
	 * @param port where the collector listens on the loopback interface
	 * @param queueCapacity how many events may wait; 0 for the contender's own default
	 */
	static Contender open(String name, int port, int queueCapacity) {
		switch (name) {
			case "nio-2":
				return new NioClient(port, queueCapacity, 2);
			case "nio-16":
				return new NioClient(port, queueCapacity, 16);
			case "ours":
				return new Ours(port, queueCapacity, Defaults.concurrency());
			case "ours-batch":
				return new Ours(port, queueCapacity, Defaults.concurrency(),
						new DeliverySettings.Batch(Batches.BATCH, Duration.ofSeconds(1)));
			case "ours-16":
				return new Ours(port, queueCapacity, 16);
			case "queue-webclient-4":
				return new QueueBeforeWebClient(port, queueCapacity, 4);
			case "queue-webclient-16":
				return new QueueBeforeWebClient(port, queueCapacity, 16);
			case "webclient":
				return new NaiveWebClient(port, Integer.MAX_VALUE);
			case "webclient-4":
				return new NaiveWebClient(port, 4);
			case "webclient-500":
				return new NaiveWebClient(port, NaiveWebClient.CONNECTIONS);
			case "jdk-16":
				return new JdkClient(port);
			case "zipkin":
				return new Zipkin(Zipkin.sender(port), queueCapacity);
			case "zipkin-100":
				return new Zipkin(Zipkin.sender(port, Batches.BATCH), queueCapacity);
			case "opentelemetry":
				return new OpenTelemetry(OpenTelemetry.exporter(port), queueCapacity);
			case "opentelemetry-100":
				return new OpenTelemetry(OpenTelemetry.exporter(port), queueCapacity, Batches.BATCH);
			case "segment-100":
				return new Segment(port, queueCapacity, Batches.BATCH);
			default:
				throw new IllegalArgumentException("No such contender: " + name);
		}
	}

}
