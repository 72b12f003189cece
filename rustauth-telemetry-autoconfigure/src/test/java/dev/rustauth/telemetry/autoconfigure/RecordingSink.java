package dev.rustauth.telemetry.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.init.PayloadSchema;

/**
 * Keeps what it gets.
 */
class RecordingSink implements TelemetrySink {

	final List<TelemetryEvent> events = new CopyOnWriteArrayList<>();

	final List<String> threads = new CopyOnWriteArrayList<>();

	/**
	 * The sink of an application.
	 */
	static RecordingSink of(ApplicationContext context) {
		return context.getBean(RecordingSink.class);
	}

	@Override
	public Mono<Void> send(TelemetryEvent event) {
		return Mono.fromRunnable(() -> {
			this.threads.add(Thread.currentThread().getName());
			this.events.add(event);
		});
	}

	List<String> types() {
		return this.events.stream().map(TelemetryEvent::type).toList();
	}

	TelemetryEvent awaitInit() {
		return await(1).get(0);
	}

	List<TelemetryEvent> await(int count) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> this.events.size() >= count);
		this.events.forEach(PayloadSchema::assertValid);
		return this.events;
	}

}
