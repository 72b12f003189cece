package dev.rustauth.telemetry.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.TelemetryPublisher;
import dev.rustauth.telemetry.autoconfigure.RustAuthTelemetryAutoConfiguration;
import dev.rustauth.telemetry.delivery.DeliveryEngine;

/**
 * What {@code publish} costs its caller when nothing comes of it: telemetry is off, or
 * the queue is full because the sink never answers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class RefusalBenchmark {

	/** Why nothing comes of it. */
	@Param({ "ours-off", "ours-full" })
	public String contender = "";

	private final TelemetryEvent event = Events.event(0);

	private @Nullable TelemetryPublisher publisher;

	private @Nullable ConfigurableApplicationContext context;

	/** Open. */
	@Setup
	public void open() {
		this.publisher = (this.contender.equals("ours-off")) ? off() : full();
	}

	/**
	 * The bean of an application that doesn't want telemetry.
	 */
	private TelemetryPublisher off() {
		SpringApplication application = new SpringApplication(RustAuthTelemetryAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		this.context = application.run();
		return this.context.getBean(TelemetryPublisher.class);
	}

	private TelemetryPublisher full() {
		DeliveryEngine engine = Ours.engine(0, Defaults.concurrency(),
				(event) -> (event.type().equals("init")) ? Mono.empty() : Mono.never());
		while (engine.statistics().ledger().total().droppedTotal() < engine.statistics().queueCapacity()) {
			engine.publish(this.event);
			LockSupport.parkNanos(10_000);
		}
		return engine;
	}

	/** Publish one event. */
	@Benchmark
	public void publish() {
		this.publisher.publish(this.event);
	}

	/** Close. */
	@TearDown
	public void close() {
		if (this.publisher instanceof DeliveryEngine engine) {
			engine.abort();
		}
		if (this.context != null) {
			this.context.close();
		}
	}

}
