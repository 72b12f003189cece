package dev.rustauth.telemetry.sample.kafka.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.rustauth.telemetry.TelemetryPublisher;

/**
 * The service as its main method starts it, with short backoffs and an eye on the books.
 */
final class RunningService implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private RunningService(ConfigurableApplicationContext context) {
		this.context = context;
		this.context.getBeanProvider(MeterBinder.class).forEach((binder) -> binder.bindTo(this.meters));
	}

	static RunningService start(int port, String topic, String... settings) {
		List<String> arguments = new ArrayList<>(
				List.of("--spring.kafka.bootstrap-servers=127.0.0.1:" + port, "--service.telemetry-topic=" + topic,
						"--service.heartbeat=3600", "--rustauth.telemetry.skip-test-check=true",
						"--rustauth.telemetry.delivery.retry.initial-backoff=100ms",
						"--rustauth.telemetry.delivery.retry.max-backoff=300ms", "--spring.main.keep-alive=false",
						"--spring.kafka.producer.properties.interceptor.classes=" + SendingThreads.class.getName()));
		arguments.addAll(List.of(settings));
		return new RunningService(
				new SpringApplicationBuilder(ServiceApplication.class).run(arguments.toArray(String[]::new)));
	}

	void publish(String type, int number) {
		this.context.getBean(TelemetryPublisher.class).publish(type, Map.of("number", number));
	}

	TelemetryPublisher publisher() {
		return this.context.getBean(TelemetryPublisher.class);
	}

	long retries() {
		return (long) this.meters.get("rustauth.telemetry.retries").functionCounter().count();
	}

	/**
	 * How many events ended that way.
	 */
	long events(String outcome) {
		return (long) this.meters.get("rustauth.telemetry.events").tag("outcome", outcome).functionCounter().count();
	}

	long dropped(String reason) {
		return (long) this.meters.get("rustauth.telemetry.events.dropped")
			.tag("reason", reason)
			.functionCounter()
			.count();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
