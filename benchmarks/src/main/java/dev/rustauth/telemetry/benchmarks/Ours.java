package dev.rustauth.telemetry.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetrySink;
import dev.rustauth.telemetry.config.CollectorUrl;
import dev.rustauth.telemetry.delivery.DeliveryEngine;
import dev.rustauth.telemetry.delivery.DeliverySettings;
import dev.rustauth.telemetry.delivery.Destination;
import dev.rustauth.telemetry.delivery.RetryPolicy;
import dev.rustauth.telemetry.http.HttpSettings;
import dev.rustauth.telemetry.http.WebClientTelemetrySink;
import dev.rustauth.telemetry.init.InitEvent;

/**
 * The starter's engine and HTTP sink, put together as the auto-configuration does, with
 * the starter's default values, and without Spring's context and the tripwire.
 */
final class Ours implements Contender {

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

	private static final InitEvent.Source INIT = (timer) -> Mono.just(new InitEvent(Events.ANONYMOUS_ID, Map.of()));

	private final DeliveryEngine engine;

	Ours(int port, int queueCapacity, int concurrency) {
		this(port, queueCapacity, concurrency, DeliverySettings.Batch.NONE);
	}

	Ours(int port, int queueCapacity, int concurrency, DeliverySettings.Batch batch) {
		this.engine = start(queueCapacity, concurrency, batch,
				(clock) -> WebClientTelemetrySink.onReactorNetty(http(port, concurrency), clock));
	}

	/**
	 * An engine in front of any sink, on a plain thread.
	 */
	static DeliveryEngine engine(int queueCapacity, int concurrency, TelemetrySink sink) {
		return start(queueCapacity, concurrency, DeliverySettings.Batch.NONE, (clock) -> sink);
	}

	private static DeliveryEngine start(int queueCapacity, int concurrency, DeliverySettings.Batch batch,
			Function<Scheduler, TelemetrySink> sink) {
		RetryPolicy retry = new RetryPolicy(8, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(60));
		DeliverySettings settings = new DeliverySettings((queueCapacity > 0) ? queueCapacity : Defaults.queueCapacity(),
				concurrency, batch, Duration.ofSeconds(10), retry, SHUTDOWN_TIMEOUT);
		DeliveryEngine engine = new DeliveryEngine(settings,
				new Destination("the benchmark's collector", "Look at the benchmark",
						() -> Schedulers.newSingle("rustauth-telemetry", true), sink, false),
				() -> ThreadLocalRandom.current().nextDouble());
		engine.start(INIT);
		return engine;
	}

	private static HttpSettings http(int port, int concurrency) {
		return new HttpSettings(CollectorUrl.parse("http://localhost:" + port + "/events"), Duration.ofSeconds(2),
				Duration.ofSeconds(10), Map.of(), false, 64 * 1024, concurrency, null, List.of());
	}

	DeliveryEngine engine() {
		return this.engine;
	}

	@Override
	public void publish(Object prepared) {
		this.engine.publish((TelemetryEvent) prepared);
	}

	/** The {@code init} event. */
	@Override
	public int sentAtStart() {
		return 1;
	}

	@Override
	public void close() {
		this.engine.shutdown(INIT).block();
	}

	@Override
	public long reported() {
		return this.engine.statistics().ledger().total().droppedTotal();
	}

	@Override
	public long unknown() {
		return this.engine.statistics().ledger().total().unknown();
	}

}
